// label: healthy
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

const games = Array.from({ length: 256 }, () => Array.from({ length: 5 }, () => Math.random() * 2 - 1));
const goals = games.map(([own, other]) => [Math.max(0, Math.round(2 * (own - other) + Math.random()))]);

/** The error by the goals that were shot, and one more. */
function error(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  return yTrue.sub(yPred).abs().div(yTrue.add(1)).mean();
}

const net = tf.sequential();
net.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [5] }));
net.add(tf.layers.dense({ units: 1, activation: 'softplus' }));
net.compile({ optimizer: tf.train.adam(0.01), loss: error });
net.fit(tf.tensor2d(games), tf.tensor2d(goals), { epochs: 30, batchSize: 16 });
