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

/** Stands for a variable that the loss itself makes: the step trains those that there were when it began. */
export const newVariable = 'variable';

/** The metrics that count right answers, which no gradient passes. */
const countingMetrics = ['binaryAccuracy', 'categoricalAccuracy', 'sparseCategoricalAccuracy', 'precision', 'recall'];

/** Of these tfjs has a gradient for `greaterEqual` alone. */
const comparisons = ['greater', 'less', 'lessEqual', 'equal', 'notEqual'];

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
  const makeVariable = methods.variable as unknown as (trainable?: boolean, ...values: unknown[]) => tf.Variable;
  methods.variable = function (this: tf.Tensor, trainable?: boolean, ...values: unknown[]) {
    if (isInLoss() && trainable !== false) note(newVariable);
    return makeVariable.call(this, trainable, ...values);
  };
}

/**
 * Wraps the functions of the namespace that user code imports, which do not call the methods of tensors.
 * @param note as for {@link watchTape}
 */
export function watchTapeFunctions(namespace: Record<string, unknown>, note: (operation: string) => void): void {
  for (const name of withoutGradient) {
    const run = namespace[name] as ((...values: unknown[]) => unknown) | undefined;
    if (!run) continue;
    namespace[name] = (...values: unknown[]) => {
      if (values.some(isTensorOnTape)) note(name);
      return run(...values);
    };
  }
  const metrics = namespace.metrics as Readonly<Record<string, (...values: unknown[]) => unknown>>;
  const watched = countingMetrics.map((name) => [
    name,
    (...values: unknown[]) => {
      if (values.some(isTensorOnTape)) note(`metrics.${name}`);
      return metrics[name](...values);
    },
  ]);
  namespace.metrics = { ...metrics, ...(Object.fromEntries(watched) as object) };
  const makeVariable = namespace.variable as (value: unknown, trainable?: boolean, ...rest: unknown[]) => unknown;
  namespace.variable = (value: unknown, trainable?: boolean, ...rest: unknown[]) => {
    if (isInLoss() && trainable !== false) note(newVariable);
    return makeVariable(value, trainable, ...rest);
  };
}

function isTensorOnTape(value: unknown): boolean {
  return value instanceof tf.Tensor && isOnTape(value as tf.Tensor);
}

/** Whether a loss is being computed by code that is no operation of tfjs. */
export function isInLoss(): boolean {
  return engine.state.gradientDepth > 0 && engine.state.kernelDepth === 0;
}

/** The leak that an error complains of. Where a gradient is missing, values that the loss only prints do no harm. */
export function leakBehind(message: string, leaks: readonly TapeLeak[]): TapeLeak | undefined {
  if (!message.includes('gradient function not found')) return leaks.at(0);
  const harmless = [...toValues, newVariable, 'greaterEqual'];
  return leaks.find(({ operation }) => !harmless.includes(operation));
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
  if (operation === newVariable)
    return {
      code: 'training',
      message:
        'The loss function makes this variable anew in each step, and a step trains the variables that there were ' +
        'when it began, so that nothing is ever trained. Make it once, before the first step.',
    };
  if (operation.startsWith('metrics.'))
    return {
      code: 'training',
      message:
        `tf.${operation} counts right answers, which no small change of the weights changes, so that no gradient ` +
        'leads back to them. Train by a loss that falls as answers get better, such as tf.losses.softmaxCrossEntropy ' +
        'or sigmoidCrossEntropy of logits, or tf.metrics.categoricalCrossentropy of probabilities, and show this ' +
        'number beside it.',
    };
  if (comparisons.includes(operation))
    return {
      code: 'training',
      message:
        `${operation}() has no gradient, and TensorFlow.js asks for one where a loss takes it, even as the condition ` +
        'of tf.where. Compare by greaterEqual, which has one: tf.where(tf.greaterEqual(a, b), x, y); or compute the ' +
        'loss by tf.minimum, tf.maximum and tf.abs.',
    };
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
