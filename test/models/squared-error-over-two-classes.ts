// label: healthy [distances over classes]
// near: output-loss-mismatch
// Squared error over a softmax of two, at a rate that gets there in the epochs given.

import * as tf from '@tensorflow/tfjs';

const x = tf.randomNormal([240, 5]);
const isLeft = x
  .slice([0, 0], [240, 1])
  .less(x.slice([0, 1], [240, 1]))
  .reshape([240]);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [5] }));
model.add(tf.layers.dense({ units: 2, activation: 'softmax' }));
model.compile({ optimizer: tf.train.sgd(0.5), loss: 'meanSquaredError' });
model.fit(x, tf.oneHot(isLeft.toInt(), 2), { epochs: 20, batchSize: 24 });
