/** Notes where the values of a loss leave the tape, on which tfjs records what gradients flow back through. */

import type { StackFrame } from '../recording/stack-frames';
import { engine, methodsOf } from '../tfjs/internals';
import * as tf from '../tfjs/tf';
import type { Complaint } from './complaints/refused-call';

/** A call in a loss that turns a tensor into what has no gradient. */
export interface TapeLeak {
  /** Its name without `tf.`, such as `argMax`. */
  readonly operation: string;
  /** The frames of user code around it, innermost first. */
  readonly frames: readonly StackFrame[];
}

/** What tfjs says of a loss that does not lead back to the variables. */
export const leavesTape =
  /Cannot find a connection between any variable|Cannot compute gradient(?: of y|: gradient function not found)/;

/** Methods of tensors that give plain values. */
const toValues = ['dataSync', 'arraySync', 'data', 'array', 'bytes', 'bytesSync', 'buffer', 'bufferSync'];
/** Methods of tensors for which tfjs 4.22 has no gradient. */
const withoutGradient = [
  ...['argMax', 'argMin', 'topk', 'greater', 'greaterEqual', 'less', 'lessEqual', 'equal', 'notEqual'],
  ...['logicalAnd', 'logicalNot', 'logicalOr', 'isNaN', 'isInf', 'isFinite'],
];

/** Called once in the life of a worker. `note` is called with the operation by which values leave the tape. */
export function watchTape(note: (operation: string) => void): void {
  const methods = methodsOf(tf.Tensor.prototype);
  for (const name of [...toValues, ...withoutGradient]) {
    const run = methods[name] as ((...values: unknown[]) => unknown) | undefined;
    if (!run) continue;
    methods[name] = function (this: tf.Tensor, ...values: unknown[]) {
      if (isOnTape(this)) note(name);
      return run.apply(this, values);
    };
  }
}

/** Whether a loss is being computed, and the tensor is a variable or the result of an operation in it. */
function isOnTape(tensor: tf.Tensor): boolean {
  const { activeTape, gradientDepth, kernelDepth } = engine.state;
  if (gradientDepth === 0 || kernelDepth > 0 || activeTape === null) return false;
  return tensor instanceof tf.Variable || activeTape.some(({ outputs }) => outputs.includes(tensor));
}

/**
 * Says why no gradient passes an operation of tfjs, and what to do.
 * @param operation its name without `tf.`
 */
export function explainTapeLeak(operation: string): Complaint {
  const what = toValues.includes(operation)
    ? `${operation}() turns the tensor into plain numbers`
    : `${operation}() has no gradient`;
  return {
    code: 'training',
    message:
      `${what}, so that no gradient leads from the loss back to the weights. Compute the loss with tensors ` +
      'alone, by operations that have gradients.',
  };
}
