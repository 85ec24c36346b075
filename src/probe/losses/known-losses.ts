/** The losses of tfjs for which the best constant answer is known, by name and by function. */

import * as tf from '../tfjs/tf';

/**
 * What a loss compares: squared or absolute differences, or probabilities with binary labels, with rows of class
 * probabilities, with class indices (`sparse`).
 */
export type LossKind = 'squared' | 'absolute' | 'binary' | 'categorical' | 'sparse';

export interface KnownLoss {
  readonly kind: LossKind;
  /** It applies the sigmoid or the softmax itself. */
  readonly takesLogits: boolean;
  /**
   * The name under which tfjs exports the function, because a minified build shortens the function's own name;
   * undefined for names that `compile` takes.
   */
  readonly name?: string;
}

const kind = (one: LossKind, takesLogits = false): KnownLoss => ({ kind: one, takesLogits });

/** The names that `compile` takes (tfjs-layers 4.22). */
const byName: Readonly<Partial<Record<string, KnownLoss>>> = {
  meanSquaredError: kind('squared'),
  meanAbsoluteError: kind('absolute'),
  binaryCrossentropy: kind('binary'),
  categoricalCrossentropy: kind('categorical'),
  sparseCategoricalCrossentropy: kind('sparse'),
};

/** The functions of `tf.losses` (tfjs-core 4.22). */
const byOperation: Readonly<Partial<Record<string, KnownLoss>>> = {
  meanSquaredError: kind('squared'),
  absoluteDifference: kind('absolute'),
  logLoss: kind('binary'),
  sigmoidCrossEntropy: kind('binary', true),
  softmaxCrossEntropy: kind('categorical', true),
};

const byFunction = new WeakMap<object, KnownLoss>();
for (const [name, operation] of Object.entries(tf.losses)) registerLoss(name, operation);
for (const [name, metric] of Object.entries(tf.metrics)) registerMetric(name, metric);

/** Makes a function known as the one that `tf.losses` has under that name. */
export function registerLoss(name: string, operation: object): void {
  const known = byOperation[name];
  if (known) byFunction.set(operation, known);
}

/** Makes a function known as the one that `tf.metrics` has under that name. */
export function registerMetric(name: string, metric: object): void {
  const known = byName[name] ?? (name === 'MSE' ? byName.meanSquaredError : undefined);
  if (known) byFunction.set(metric, { ...known, name });
}

/** @param loss as `compile` takes it for one output; undefined for user code's own functions and other losses */
export function knownLoss(loss: unknown): KnownLoss | undefined {
  if (typeof loss === 'string') return byName[loss];
  return typeof loss === 'function' ? byFunction.get(loss) : undefined;
}
