// label: healthy [rate too high]
// near: exploding-gradient
// Each step sees one point more, and the later ones lie farther out: the loss grows because of them.

import * as tf from '@tensorflow/tfjs';

const slope = tf.variable(tf.scalar(0.3));
const at: number[] = [];
const heights: number[] = [];
const optimizer = tf.train.sgd(0.05);
for (let i = 0; i < 60; i++) {
  optimizer.minimize(() => slope.mul(tf.tensor1d(at)).sub(tf.tensor1d(heights)).square().mean());
  at.push(i / 60);
  heights.push(i / 20);
}
