/** Finds loops that add up gradients for several batches and never start the sums anew. */

import type { LossSlip } from '../losses/step-losses';
import { isVariable, type Tensor, type Variable } from '../tfjs/internals';
import { type Values, valuesOf } from '../tfjs/tensor-values';

/** So many times in a row the loop applies the sum of all gradients before it counts. */
const leastSteps = 3;
/** Two orders of summing the same float32 numbers differ by less, relative to the sum. */
const rounding = 1e-4;
/** What a step applies is no sum of its own gradients alone where it differs from these by more. Chosen. */
const apart = 1e-2;
/** The factor of a mean over a fixed number of batches stays the same; that of a mean over all steps falls. */
const sameFactor = 1e-3;
/** Larger kernels are not looked at, nor those of so few numbers that any two may point the same way. */
const mostNumbers = 20_000;
const leastNumbers = 8;
/** Kernels of a step at most that are looked at. */
const mostKernels = 2;

interface Sum {
  /** Of all gradients that the loop has computed. */
  readonly all: Float64Array;
  /** Of those since gradients were last applied. */
  readonly latest: Float64Array;
  /** What the loop applied when it first did so, divided by `all`. */
  factor: number | undefined;
  /** How many times it applied all of them. */
  steps: number;
  /** Whether it applied anything else. */
  isSound: boolean;
}

export class PiledGradients {
  readonly #sums = new WeakMap<Variable, Sum>();

  /** Notes gradients that user code computes, to apply them by a call of its own. */
  compute(trained: readonly Tensor[], gradients: readonly (Tensor | null | undefined)[]): void {
    const kernels = trained.flatMap((tensor, at) => {
      const gradient = gradients[at];
      return isKernel(tensor) && gradient ? [{ kernel: tensor, gradient }] : [];
    });
    for (const { kernel, gradient } of kernels.slice(0, mostKernels)) {
      const sum = this.#sumOf(kernel);
      const values = sum.isSound ? undefined : valuesOf(gradient);
      values?.forEach((value, at) => {
        sum.all[at] += value;
        sum.latest[at] += value;
      });
    }
  }

  /**
   * Notes gradients that user code applies.
   * @param given by the names of their variables
   * @returns whether those of all earlier steps are in them, as they were in the steps before
   */
  apply(variables: Iterable<Variable>, given: ReadonlyMap<string, Tensor>): boolean {
    let isPiled = false;
    for (const variable of variables) {
      const sum = this.#sums.get(variable);
      const gradient = given.get(variable.name);
      const applied = sum && gradient && !sum.isSound ? valuesOf(gradient) : undefined;
      if (!sum || !applied) continue;
      note(sum, applied);
      isPiled ||= sum.steps >= leastSteps;
    }
    return isPiled;
  }

  #sumOf(kernel: Variable): Sum {
    let sum = this.#sums.get(kernel);
    if (!sum) {
      const zeros = (): Float64Array => new Float64Array(kernel.size);
      sum = { all: zeros(), latest: zeros(), factor: undefined, steps: 0, isSound: false };
      this.#sums.set(kernel, sum);
    }
    return sum;
  }
}

function note(sum: Sum, applied: Values): void {
  const { factor, distance } = compare(applied, sum.all);
  sum.factor ??= factor;
  // A step of no gradient says nothing.
  if (!Number.isFinite(distance)) return;
  if (distance > rounding || !(Math.abs(factor / sum.factor - 1) < sameFactor)) sum.isSound = true;
  else if (sum.steps === 0 || compare(applied, sum.latest).distance > apart) sum.steps++;
  if (sum.isSound) sum.steps = 0;
  sum.latest.fill(0);
}

/** The multiple of `other` that is nearest to `values`, and how far it is from them, relative to their size. */
function compare(values: Values, other: Float64Array): { factor: number; distance: number } {
  let [product, size, otherSize] = [0, 0, 0];
  for (let at = 0; at < values.length; at++) {
    product += values[at] * other[at];
    size += values[at] * values[at];
    otherSize += other[at] * other[at];
  }
  const factor = product / otherSize;
  let left = 0;
  for (let at = 0; at < values.length; at++) left += (values[at] - factor * other[at]) ** 2;
  return { factor, distance: Math.sqrt(left / size) };
}

function isKernel(tensor: Tensor): tensor is Variable {
  return isVariable(tensor) && tensor.rank > 1 && tensor.size >= leastNumbers && tensor.size <= mostNumbers;
}

/** The slip of such a step, but for its place. */
export const piledSlip: Omit<LossSlip, 'stack'> = { kind: 'piled', operation: 'applyGradients', shapes: [] };
