/** Compiles a model that user code doesn't compile: the loss follows from the output's activation. */

import { type Model, modelParts } from './internals';
import { activationOf } from './layer-facts';
import { outputLayer } from './synthetic-batches';
import * as tf from './tf';

/** tf.train.adam's own default. */
const learningRate = 1e-3;

/** The loss that suits an output. */
export function lossFor(output: tf.SymbolicTensor): string {
  const activation = activationOf(outputLayer(output));
  if (activation === 'softmax') return 'categoricalCrossentropy';
  return activation === 'sigmoid' ? 'binaryCrossentropy' : 'meanSquaredError';
}

/**
 * Leaves a compiled model as it is.
 * @returns what was assumed
 */
export function compileIfNeeded(model: Model): string[] {
  const parts = modelParts(model);
  // A Sequential without layers has no functional model inside, which its `optimizer` reads.
  if (parts.optimizer) return [];
  const losses = parts.outputs.map(lossFor);
  model.compile({ optimizer: tf.train.adam(learningRate), loss: losses.length === 1 ? losses[0] : losses });
  return [`loss = ${losses.join(', ')}`, `optimizer = adam(${learningRate})`];
}
