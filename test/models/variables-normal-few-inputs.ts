// label: healthy [one kernel over its fan-in norm]
// near: exploding-gradient

import * as tf from '@tensorflow/tfjs';

// A deviation of 1 is what three inputs need.
const points = tf.randomUniform([240, 3], -1, 1);
const inside = points.square().sum(1, true).less(1).toFloat();
const first = tf.variable(tf.randomNormal([3, 20]));
const bias = tf.variable(tf.zeros([20]));
const second = tf.variable(tf.randomNormal([20, 1], 0, 0.3));
const optimizer = tf.train.adam(0.03);
for (let step = 0; step < 120; step++)
  optimizer.minimize(() => tf.losses.sigmoidCrossEntropy(inside, points.matMul(first).add(bias).tanh().matMul(second)));
