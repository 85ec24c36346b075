// label: healthy [rate of Adadelta]
// near: update-too-large or exploding-gradient
// A rate of 1 under a binary cross-entropy of one layer, whose gradients are small.

import * as tf from '@tensorflow/tfjs';

const x = tf.randomUniform([240, 4], -1, 1);
const y = x
  .slice([0, 0], [240, 1])
  .greater(x.slice([0, 1], [240, 1]))
  .toFloat();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid', inputShape: [4] }));
model.compile({ optimizer: tf.train.adadelta(1), loss: 'binaryCrossentropy' });
model.fit(x, y, { epochs: 10, batchSize: 24 });
