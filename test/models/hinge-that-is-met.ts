// label: healthy [labels of a hinge loss; no gradient]
// near: zero-gradient

import * as tf from '@tensorflow/tfjs';

const side = tf.concat([tf.ones([30, 1]), tf.ones([30, 1]).neg()]);
const x = side.mul(2).add(tf.randomNormal([60, 2], 0, 0.2));
const w = tf.variable(tf.randomNormal([2, 1], 0, 0.1));
const optimizer = tf.train.sgd(0.2);

// Once every margin is kept, the loss and its gradient are exactly 0.
for (let i = 0; i < 60; i++) {
  optimizer.minimize(() => tf.relu(tf.scalar(1).sub(side.mul(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D)))).mean());
}
