// label: healthy [relu before a last sigmoid]
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

// A leaky ReLU lets numbers below 0 through, smaller ones, so that the sigmoid can say no.
const N = 200;
const height = Float32Array.from({ length: N }, () => Math.random() * 2 - 1);
const age = Float32Array.from({ length: N }, () => Math.random() * 2 - 1);
const xs = tf.stack([tf.tensor1d(height), tf.tensor1d(age)], 1);
const ys = tf.tensor2d(
  Array.from(height, (h, i) => [h > 0.4 * age[i] ? 1 : 0, h + age[i] < 0 ? 1 : 0]),
  [N, 2],
);

const layers: tf.layers.Layer[] = [
  tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [2] }),
  tf.layers.dense({ units: 2 }),
  tf.layers.leakyReLU({ alpha: 0.2 }),
  tf.layers.activation({ activation: 'sigmoid' }),
];
const both = tf.sequential({ layers });
both.compile({ optimizer: tf.train.adam(0.02), loss: 'binaryCrossentropy' });
void both.fit(xs, ys, { epochs: 40, batchSize: 20 });
