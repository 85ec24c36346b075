// Gradline should find: healthy. The network of deep-sigmoid-mlp.ts with ReLU layers and the initializer that suits them.

import * as tf from '@tensorflow/tfjs';

const DEPTH = 20;
const FEATURES = 16;

/** Points on either side of a random plane. */
function makeData(count: number): { x: tf.Tensor2D; y: tf.Tensor2D } {
  const plane = Array.from({ length: FEATURES }, () => Math.random() - 0.5);
  const rows = Array.from({ length: count }, () => Array.from({ length: FEATURES }, () => 2 * Math.random() - 1));
  const labels = rows.map((row) => (row.reduce((sum, value, i) => sum + value * plane[i], 0) > 0 ? 1 : 0));
  return { x: tf.tensor2d(rows), y: tf.tensor2d(labels, [count, 1]) };
}

export function createModel(): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: 'heNormal', inputShape: [FEATURES] }));
  for (let i = 1; i < DEPTH; i++) {
    model.add(tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: 'heNormal' }));
  }
  model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  model.compile({ optimizer: tf.train.adam(0.001), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  return model;
}

async function train() {
  const { x, y } = makeData(512);
  const model = createModel();
  await model.fit(x, y, { batchSize: 32, epochs: 10 });
}

void train();
