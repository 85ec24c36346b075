// label: healthy [no hidden layer]
// near: not-learning
// XOR by a single layer, which is given the product of the two inputs besides.

import * as tf from '@tensorflow/tfjs';

const x = tf.tensor2d([
  [-1, -1, 1],
  [-1, 1, -1],
  [1, -1, -1],
  [1, 1, 1],
]);
const y = tf.tensor2d([[0], [1], [1], [0]]);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid', inputShape: [3] }));
model.compile({ optimizer: tf.train.sgd(0.3), loss: 'binaryCrossentropy' });
model.fit(x, y, { epochs: 200 });
