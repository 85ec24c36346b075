// label: healthy [saturated hidden layers]
// not: saturated-activation
// Sigmoid gates inside: a GRU, and dense layers whose outputs a sigmoid gate lets through in part.

import * as tf from '@tensorflow/tfjs';

const STEPS = 12;
const sequences = tf.randomNormal([256, STEPS, 4]);
const targets = sequences.mean(1).sum(1, true).greater(0).toFloat();

function gated(x: tf.SymbolicTensor, units: number): tf.SymbolicTensor {
  const value = tf.layers.dense({ units, activation: 'tanh' }).apply(x) as tf.SymbolicTensor;
  const gate = tf.layers.dense({ units, activation: 'sigmoid' }).apply(x) as tf.SymbolicTensor;
  return tf.layers.multiply().apply([value, gate]) as tf.SymbolicTensor;
}

const input = tf.input({ shape: [STEPS, 4] });
const memory = tf.layers.gru({ units: 16 }).apply(input) as tf.SymbolicTensor;
const output = tf.layers
  .dense({ units: 1, activation: 'sigmoid' })
  .apply(gated(gated(memory, 16), 16)) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: output });
model.compile({ optimizer: tf.train.adam(3e-3), loss: 'binaryCrossentropy' });
model.fit(sequences, targets, { batchSize: 32, epochs: 5 });
