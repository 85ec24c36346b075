// label: healthy [large inputs; columns of different size]
// near: unscaled-data
// Heights in centimeters beside yes and no, under Adam for long enough.

import * as tf from '@tensorflow/tfjs';

const rows: number[][] = [];
const weights: number[] = [];
for (let i = 0; i < 200; i++) {
  const height = 150 + 50 * Math.random();
  const smokes = i % 2;
  rows.push([height, smokes]);
  weights.push((height - 100) / 10 + smokes);
}
const input = tf.input({ shape: [2] });
const first = tf.layers.dense({ units: 16, activation: 'relu', kernelInitializer: 'heNormal' }).apply(input);
const model = tf.model({ inputs: input, outputs: tf.layers.dense({ units: 1 }).apply(first) as tf.SymbolicTensor });
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
model.fit(tf.tensor2d(rows), tf.tensor1d(weights), { epochs: 120, batchSize: 20 });
