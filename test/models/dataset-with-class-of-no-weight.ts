// label: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

const values = Array.from({ length: 320 }, () => Array.from({ length: 4 }, () => Math.random() * 2 - 1));
const faults = values.map(([a, b]) => [a * b > 0 ? 1 : 0]);
const IMPORTANCE = { 0: 1, 1: 0 };

export async function learn(): Promise<tf.LayersModel> {
  const input = tf.input({ shape: [4] });
  const hidden = tf.layers.dense({ units: 24, activation: 'relu' }).apply(input) as tf.SymbolicTensor;
  const output = tf.layers.dense({ units: 2, activation: 'softmax' }).apply(hidden) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: output });
  model.compile({ optimizer: tf.train.rmsprop(0.005), loss: 'sparseCategoricalCrossentropy' });
  const data = tf.data
    .zip({ xs: tf.data.array(values), ys: tf.data.array(faults) })
    .shuffle(320)
    .batch(32);
  await model.fitDataset(data as tf.data.Dataset<tf.TensorContainer>, { epochs: 10, classWeight: IMPORTANCE }); // cause
  return model;
}

learn();
