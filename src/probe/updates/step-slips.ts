/** Finds mistakes in how user code applies gradients: the wrong sign, or gradients of one sign that it leaves out. */

import type { BundleStack } from '../../report/position';
import type { LossSlip } from '../losses/step-losses';
import { type Tensor, type Variable } from '../tfjs/internals';
import { type Values, valuesOf } from '../tfjs/tensor-values';

/** A change that is unlike the gradient's direction says nothing of its sign; Adam's first step keeps 0.3 and more. */
const leastCosine = 0.1;
/** So many gradients are of each sign, and this share of all: few may be of one sign by chance. Chosen. */
const leastOfSign = 8;
const leastShare = 0.1;

/** A weight before a step. */
interface WeightBefore {
  readonly values: Values | undefined;
  /** Its gradient, where user code applies that by calls of its own and this is the first step. */
  readonly gradient?: Values | undefined;
}

/** Where calls of user code stand. */
interface Calls {
  callUnderWay(): BundleStack;
  /** The call that multiplied one of these tensors, or took its minus; empty where none is known. */
  callOfNegation(tensors: readonly Tensor[]): BundleStack;
  /** The call that made one of these tensors; empty where none is known. */
  callOfMaking(tensors: readonly Tensor[]): BundleStack;
}

interface Kernel {
  readonly before: Values;
  readonly after: Values;
  readonly gradient: Values;
}

/**
 * @param weights the weights before the step
 * @param applied the gradients that user code gave the optimizer
 */
export function stepSlips(
  weights: ReadonlyMap<Variable, WeightBefore>,
  applied: readonly Tensor[],
  calls: Calls,
): LossSlip[] {
  const kernels = [...weights].flatMap(([variable, { values, gradient }]): Kernel[] => {
    const after = gradient && variable.rank > 1 ? valuesOf(variable) : undefined;
    return values && gradient && after ? [{ before: values, after, gradient }] : [];
  });
  if (kernels.length === 0) return [];
  const slip = { operation: 'applyGradients', shapes: [] };
  if (kernels.every(goesUphill)) {
    const negation = calls.callOfNegation(applied);
    return [
      { kind: 'uphill', ...slip, stack: calls.callUnderWay() },
      ...(negation.length > 0 ? [{ kind: 'negated' as const, ...slip, stack: negation }] : []),
    ];
  }
  const sign = leftOutSign(kernels);
  if (!sign) return [];
  const made = calls.callOfMaking(applied);
  return [{ kind: 'one-sided', operation: sign, shapes: [], stack: made.length > 0 ? made : calls.callUnderWay() }];
}

/**
 * Whether the step took a kernel along its gradient instead of against it. Every optimizer's first step goes against
 * it: in each weight by itself, by whatever length.
 */
function goesUphill({ before, after, gradient }: Kernel): boolean {
  let [product, changes, gradients] = [0, 0, 0];
  for (let at = 0; at < after.length; at++) {
    const change = after[at] - before[at];
    product += change * gradient[at];
    changes += change * change;
    gradients += gradient[at] * gradient[at];
  }
  return product / Math.sqrt(changes * gradients) > leastCosine;
}

/** The sign of the gradients that move no weight of any kernel, while most of the others do; undefined for none. */
function leftOutSign(kernels: readonly Kernel[]): 'negative' | 'positive' | undefined {
  const count = { negative: { all: 0, moved: 0 }, positive: { all: 0, moved: 0 } };
  for (const { before, after, gradient } of kernels)
    for (let at = 0; at < after.length; at++) {
      if (gradient[at] === 0) continue;
      const ofSign = gradient[at] < 0 ? count.negative : count.positive;
      ofSign.all++;
      if (after[at] !== before[at]) ofSign.moved++;
    }
  const { negative, positive } = count;
  const least = Math.max(leastOfSign, leastShare * (negative.all + positive.all));
  if (negative.all < least || positive.all < least) return undefined;
  if (negative.moved === 0 && positive.moved * 2 > positive.all) return 'negative';
  return positive.moved === 0 && negative.moved * 2 > negative.all ? 'positive' : undefined;
}
