/**
 * Types what the probe knows about a call that tfjs refused: the function, its layer, its shapes and the code around.
 */

import type { OwnFault } from '../../protocol/result';
import type { StackFrame } from '../../recording/stack-frames';

/** Sizes of the axes; null for the batch axis and others that are open. */
export type Shape = readonly (number | null)[];

/** A layer, as messages name it. */
export interface NamedLayer {
  /** The name in `model.summary()`. */
  readonly name: string;
  /** The function of tf.layers that makes it, such as `conv2d`. */
  readonly factory: string;
}

export interface RefusedCall {
  /** The call as user code writes it, such as `tf.layers.dense`, `model.add`, `model.fit`. */
  readonly call: string;
  /** The layer that was made, added or applied. */
  readonly layer?: NamedLayer;
  /** The shapes that the layer was given, with the batch axis. */
  readonly given?: readonly Shape[];
  /** The shape that a reshape layer is to give. */
  readonly targetShape?: Shape;
  /** Where these shapes come from: the layer before, and its line as text; undefined for an input of the model. */
  readonly from?: { readonly layer: NamedLayer; readonly line?: string };
  /** Names that the call could have taken, such as those of the model's layers. */
  readonly names?: readonly string[];
  /** Whether a layer made its weights within the step, too late for tfjs to train them in it. */
  readonly buildsInStep?: boolean;
  /** Whether user code froze layers before, in a training that finds nothing to train. */
  readonly isFrozen?: boolean;
  /** A function of tfjs that was handed over without being called, such as `tf.train.adam`. */
  readonly notCalled?: string;
  /** The model to train: the shapes of its inputs and outputs, and its loss. */
  readonly model?: { readonly inputs: readonly Shape[]; readonly outputs: readonly Shape[]; readonly loss: string };
}

/** A layer on the way to the refused one, and the shape that it gives. */
export interface LayerOnWay {
  readonly layer: NamedLayer;
  readonly gives: Shape;
  /** The frames of the expression that made it. */
  readonly madeAt: readonly StackFrame[];
}

/** An error of the code's own, in plain words. */
export type Complaint = Pick<OwnFault, 'code' | 'message' | 'places' | 'unknownName'>;

/** A call of tfjs by user code that an error went through. */
export interface Refusal {
  readonly call: RefusedCall;
  /** The frames of the call itself, innermost first. */
  readonly callFrames: readonly StackFrame[];
  /**
   * The frames of the expression that made the subject of the call, such as a layer; for errors from no deeper user
   * code.
   */
  readonly madeAt?: readonly StackFrame[];
  /** Whether user code defines the layer's class. */
  readonly isOwnClass?: boolean;
  /** The layers that lead to a symbolic input, from the model's input on. */
  readonly way?: readonly LayerOnWay[];
  /** The training step under way, from 1. */
  readonly step?: number;
  /** An explanation, given only where tfjs's own message does not help. */
  readonly complaint?: Complaint;
  /** Whether the explanation holds whatever other code runs first, although the error speaks of undefined. */
  readonly isCertain?: boolean;
}

/** `[batch, 28, 28, 1]`; axes other than the first that are open are `any`. */
export function shapeText(shape: Shape): string {
  return `[${shape.map((size, axis) => size ?? (axis === 0 ? 'batch' : 'any')).join(', ')}]`;
}
