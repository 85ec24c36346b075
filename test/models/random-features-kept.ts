// label: healthy
// near: zero-gradient
// The first kernel stays random on purpose, and the second learns from what it gives.

import * as tf from '@tensorflow/tfjs';

const features = tf.variable(tf.randomNormal([3, 64]));
const phases = tf.variable(tf.randomUniform([64], 0, 2 * Math.PI));
const head = tf.variable(tf.zeros([64, 1]));
const optimizer = tf.train.adam(0.05);
const x = tf.randomUniform([200, 3], -1, 1);
const y = x.mul(2).sin().sum(1, true);
for (let i = 0; i < 300; i++) {
  optimizer.minimize(() => x.matMul(features).add(phases).cos().matMul(head).sub(y).square().mean().asScalar(), false, [
    head,
  ]);
}
