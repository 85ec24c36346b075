/** What the losses of a model compare: the range of outputs and targets, and slips that the tape shows for certain. */

import type { Location } from './position';

/** The range of numbers seen. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** Share of them below 0 or above 1. */
  readonly outside: number;
}

/** A loss that a model's steps compute: of one output, or by one call of `tf.losses` in a hand-written loop. */
export interface LossReport {
  /** As `compile` or `tf.losses` names it; `custom` for a function of the code's own. */
  readonly name: string;
  /**
   * Squared or absolute differences; cross-entropy with binary labels, with rows of class probabilities, or with class
   * indices (`sparse`); null where it is none of these.
   */
  readonly kind: 'squared' | 'absolute' | 'binary' | 'categorical' | 'sparse' | null;
  /** It applies the sigmoid or the softmax itself. */
  readonly takesLogits: boolean;
  /** Index of the layer that gives its outputs; null where none does. */
  readonly layer: number | null;
  /** The call of the code that computes it; undefined where tfjs does. */
  readonly at?: Location;
  /** For each seed the outputs of the first steps; the sums are of the rows along the last axis. */
  readonly outputs: readonly (NumberRange & { readonly leastSum: number; readonly greatestSum: number })[];
  /** For each seed the targets of all steps. */
  readonly targets: readonly NumberRange[];
}

/** A mistake in the loss that the tape shows for certain. */
export interface LossSlipReport {
  /**
   * `twice`: a softmax or a sigmoid of what already is one. `broadcast`: an operation of a column [n, 1] and n other
   * numbers gives [n, n].
   */
  readonly kind: 'twice' | 'broadcast';
  /** The operation, such as `sub`; for `twice` the activation. */
  readonly operation: string;
  /** Of what the operation takes; none for `twice`. */
  readonly shapes: readonly (readonly number[])[];
  /** The call of the code; undefined where tfjs makes it. */
  readonly at?: Location;
}
