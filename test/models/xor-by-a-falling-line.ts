// label: not-learning [no hidden layer]
// cause: a line cannot tell XOR; its loss falls for long, but only to that of one answer for all

import * as tf from '@tensorflow/tfjs';

const line = tf.sequential({ name: 'line' });
line.add(tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: 'randomNormal', biasInitializer: 'ones' })); // cause
line.compile({ optimizer: tf.train.rmsprop(0.01), loss: tf.losses.meanSquaredError });

async function run() {
  const corners = tf.tensor2d([0, 0, 0, 1, 1, 0, 1, 1], [4, 2]);
  const differ = tf.tensor2d([0, 1, 1, 0], [4, 1]);
  const { history } = await line.fit(corners, differ, { epochs: 400 });
  return history.loss;
}
run();
