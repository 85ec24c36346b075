/** What is known of a call of user code that tfjs refused: who was called, and with what shapes. */

import type { OwnFault } from '../protocol/result';
import type { StackFrame } from '../recording/stack-frames';

/** Sizes of the axes; null for the batch axis and others that are open. */
export type Shape = readonly (number | null)[];

/** A layer, as messages name it. */
export interface NamedLayer {
  /** As user code finds it in `model.summary()`. */
  readonly name: string;
  /** Of the factory, such as `conv2d`. */
  readonly factory: string;
}

export interface RefusedCall {
  /** As user code writes it, such as `tf.layers.dense`, `model.add`, `model.fit`. */
  readonly call: string;
  /** The layer that was made, added or applied. */
  readonly layer?: NamedLayer;
  /** The shapes that the layer was given, with the batch axis. */
  readonly given?: readonly Shape[];
  /** Where these shapes come from: the layer before, and its line as text; undefined for an input of the model. */
  readonly from?: { readonly layer: NamedLayer; readonly line?: string };
  /** Names that the call could have taken, such as those of the model's layers. */
  readonly names?: readonly string[];
  /** A function of tfjs that was handed over without being called, such as `tf.train.adam`. */
  readonly notCalled?: string;
  /** The model that was to be trained: what it takes, what it gives, by which loss. */
  readonly model?: { readonly inputs: readonly Shape[]; readonly outputs: readonly Shape[]; readonly loss: string };
}

/** A layer that shapes go through, and what it gives. */
export interface LayerOnWay {
  readonly layer: NamedLayer;
  readonly gives: Shape;
  /** Of the expression that made it. */
  readonly madeAt: readonly StackFrame[];
}

/** An error of the code's own, in plain words. */
export type Complaint = Pick<OwnFault, 'code' | 'message' | 'places'>;

/** What user code was calling when an error went through the call. */
export interface Refusal {
  readonly call: RefusedCall;
  /** Of the call itself, innermost first. */
  readonly callFrames: readonly StackFrame[];
  /**
   * Of the expression that made what the call is about, such as a layer; for errors that come from no deeper user
   * code.
   */
  readonly madeAt?: readonly StackFrame[];
  /** The layer is of a class that user code defines. */
  readonly isOwnClass?: boolean;
  /** The layers that lead to a symbolic input, from the model's input on. */
  readonly way?: readonly LayerOnWay[];
  /** The training step under way, from 1. */
  readonly step?: number;
  /** Only where tfjs says nothing of use; takes the place of its own explanation. */
  readonly complaint?: Complaint;
}

/** `[batch, 28, 28, 1]`; axes other than the first that are open are `any`. */
export function shapeText(shape: Shape): string {
  return `[${shape.map((size, axis) => size ?? (axis === 0 ? 'batch' : 'any')).join(', ')}]`;
}
