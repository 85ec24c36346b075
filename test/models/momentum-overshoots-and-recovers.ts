// label: borderline [rate too high]
// near: exploding-gradient or update-too-large
// The loss of a line rises in the first steps, because momentum overshoots, and settles after.

import * as tf from '@tensorflow/tfjs';

const slope = tf.variable(tf.scalar(0));
const offset = tf.variable(tf.scalar(0));
const xs = tf.linspace(-1, 3, 40);
const ys = xs.mul(3).add(1);
const optimizer = tf.train.momentum(0.06, 0.85);

for (let i = 0; i < 100; i++) {
  optimizer.minimize(() => tf.losses.meanSquaredError(ys, slope.mul(xs).add(offset)) as tf.Scalar);
}
