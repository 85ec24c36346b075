// label: healthy [tiny inputs]
// near: unscaled-data
// Shares of at most a twentieth, which weights of some size make up for.

import * as tf from '@tensorflow/tfjs';

const shares = tf.randomUniform([300, 6], 0, 0.045);
const isMore = shares
  .slice([0, 0], [300, 3])
  .sum(1, true)
  .greater(shares.slice([0, 3], [300, 3]).sum(1, true));
const net = tf.sequential();
net.add(tf.layers.dense({ units: 24, activation: 'relu', inputShape: [6] }));
net.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
net.compile({ optimizer: tf.train.adam(0.03), loss: 'binaryCrossentropy' });
net.fit(shares, isMore.toFloat(), { epochs: 40, batchSize: 30 });
