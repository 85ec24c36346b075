/** Holds what the losses of one step get and give, and the mistakes that its tape shows. */

import type { NumberRange, SlipKind } from '../../report/losses';
import type { BundleStack } from '../../report/position';
import { meanOf } from '../tfjs/tensor-values';
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
  readonly kind: SlipKind;
  /**
   * As in `LossSlipReport`.
   */
  readonly operation: string;
  readonly shapes: readonly (readonly number[])[];
  /** For `clipped` the outputs before they are cut; for `percentage` the targets that are 0, as a share. */
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

/** A part of a loss that meets no targets. */
export interface AddedPenalty {
  readonly amount: number;
  /** Whether outputs have a part in it; else weights alone have. */
  readonly ofOutputs: boolean;
  /** The call that made it. */
  readonly stack: BundleStack;
}

export class StepLosses {
  readonly calls: LossCall[] = [];
  readonly slips: LossSlip[] = [];
  /** What the loss of a loop adds beside the error of the answers; undefined for nothing. */
  penalty: AddedPenalty | undefined;

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
