// label: healthy
// near: zero-gradient
// Each step trains one of two kernels; a second optimizer trains the other one in every fifth.

import * as tf from '@tensorflow/tfjs';

const inner = tf.variable(tf.randomNormal([4, 10], 0, 0.5));
const outer = tf.variable(tf.randomNormal([10, 1], 0, 0.3));
const x = tf.randomNormal<tf.Rank.R2>([128, 4]);
const y = x.slice([0, 0], [128, 1]).mul(x.slice([0, 1], [128, 1]));
const [fast, slow] = [tf.train.adam(0.02), tf.train.adam(0.01)];
const error = () =>
  x
    .matMul(inner as tf.Tensor2D)
    .tanh()
    .matMul(outer as tf.Tensor2D)
    .sub(y)
    .square()
    .mean()
    .asScalar();
for (let i = 0; i < 500; i++) {
  fast.minimize(error, false, [outer]);
  if (i % 5 === 4) slow.minimize(error, false, [inner]);
}
