/** Holds what the losses of one step get and give, and the mistakes that its tape shows. */

import type { NumberRange, SlipKind } from '../../report/losses';
import type { BundleStack } from '../../report/position';
import { valuesOf } from '../tfjs/tensor-values';
import { lossName } from '../tfjs/loss-and-optimizer-names';
import type { Tensor } from '../tfjs/internals';
import { lossByValue } from './loss-by-value';
import { type KnownLoss, knownLoss } from './known-losses';
import { type Rows, rowsOf } from './rows';
import { type OutputRange, outputRange, type TargetSums, targetSums } from './loss-numbers';

/** An activation that user code applies outside of layers, as a layer would name it, and the call that does so. */
export interface Activation {
  readonly name: string;
  readonly stack: BundleStack;
}

/** A loss function that was called with targets and outputs. */
export interface LossCall {
  readonly name: string;
  /** Undefined where the best constant answer is not known. */
  readonly known: KnownLoss | undefined;
  /** Whether examples or classes have weights of their own. */
  readonly isWeighted: boolean;
  /** Id of the tensor of outputs. */
  readonly outputId: number;
  readonly outputs: OutputRange;
  readonly targets: TargetSums;
  /** The size of the last axis of the outputs. */
  readonly classes: number;
  /** The targets themselves, as long as the step runs. */
  readonly targetRows?: () => Rows | undefined;
  /** The mean of the loss. */
  readonly value: number;
  /** How many times the mean loss `value` is, for a loss of user code that adds up; undefined for 1. */
  readonly scale?: number;
  /** The activation outside of layers that gave the outputs. */
  readonly activation?: Activation | undefined;
  /** The calls of user code that lead to it; empty where tfjs calls it. */
  readonly stack: () => BundleStack;
}

/** A mistake in the loss that the tape shows for certain. */
export interface LossSlip {
  /**
   * `twice`: a softmax or a sigmoid of what already is one. `broadcast`: an operation of a column [n, 1] and n other
   * numbers gives [n, n]. `pairs`: the loss is the same whichever output meets which target. `sign`: the loss falls as
   * answers get worse. `axis`: probabilities sum to 1 over the batch instead of over the classes. `clipped`: a
   * cross-entropy takes the logarithm of outputs that are no probabilities and are cut to 0…1. `uphill`: the code
   * changes the weights along the gradient instead of against it. `column`: each row of outputs [n, k] meets a single
   * number of [n, 1], which need be no mistake. `swapped`: a loss of tfjs gets the outputs as its labels and the
   * labels as its outputs. `summed`: the loss adds up the examples of a batch, which need be no mistake. `pooled`: a
   * number that adds up products over all examples meets one number of each. `flat`: an operation that rounds or takes
   * the sign, whose gradient is 0, gives what the loss is computed from. `negated`: where `uphill` steps multiply the
   * gradients. `renewed`: a kernel is made anew in each step.
   */
  readonly kind: SlipKind;
  /**
   * The operation, such as `sub`; for `twice` the activation; for `pairs` and `swapped` the name of the loss;
   * for `sign` whether it is a `likelihood` or an `error`.
   */
  readonly operation: string;
  readonly shapes: readonly (readonly number[])[];
  /** For `clipped` the outputs before they are cut. */
  readonly outputs?: NumberRange;
  readonly stack: BundleStack;
}

/** Where user code defines a loss function. */
export interface LossPlace {
  readonly isWeighted: boolean;
  readonly activation?: Activation | undefined;
  readonly stack: () => BundleStack;
}

/** Two orders of summing the same float32 numbers differ by less, relative to the sum. */
const tolerance = 1e-5;

export class StepLosses {
  readonly calls: LossCall[] = [];
  readonly slips: LossSlip[] = [];
  /** What weights alone add to the loss of a loop. */
  penalty = 0;
  /** The call that made that part; empty where there is none. */
  penaltyAt: BundleStack = [];

  /**
   * Runs a loss function of targets and outputs. A call of `tf.losses` within a function of user code stands for it
   * where both give the same number.
   */
  watch(loss: unknown, targets: Tensor, outputs: Tensor, place: LossPlace, run: () => Tensor): Tensor {
    const before = this.calls.length;
    const result = run();
    const inner = this.calls.splice(before);
    const value = meanOf(result);
    const named = knownLoss(loss);
    const [only] = inner;
    if (!named && inner.length === 1 && Math.abs(only.value - value) <= tolerance * Math.abs(value)) {
      this.calls.push({ ...only, isWeighted: only.isWeighted || place.isWeighted });
      return result;
    }
    const known = named ?? lossByValue(targets, outputs, value);
    this.calls.push({
      ...place,
      name: known?.name ?? lossName(loss),
      known,
      outputId: outputs.id,
      outputs: outputRange(outputs),
      targets: targetSums(targets, known?.kind, outputs.shape.at(-1) ?? 1),
      classes: outputs.shape.at(-1) ?? 1,
      targetRows: () => rowsOf(targets, targets.shape[0] ?? 0),
      value,
    });
    return result;
  }
}

/** The mean of a tensor's values; NaN where they cannot be read. */
export function meanOf(tensor: Tensor): number {
  const values = valuesOf(tensor);
  if (!values) return NaN;
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
