// label: healthy
// near: zero-gradient

import * as tf from '@tensorflow/tfjs';

const mixing = tf.variable(tf.randomNormal([4, 4]), false);
const slope = tf.variable(tf.randomNormal([4, 1], 0, 0.1));
const offset = tf.variable(tf.zeros([1]));
const optimizer = tf.train.adam(0.05);
const x = tf.randomNormal<tf.Rank.R2>([128, 4]);
const y = x.matMul(tf.tensor2d([[2], [-1], [0.5], [3]])).add(0.2);
for (let i = 0; i < 400; i++) {
  optimizer.minimize(
    () =>
      x
        .matMul(mixing as tf.Tensor2D)
        .matMul(slope as tf.Tensor2D)
        .add(offset)
        .sub(y)
        .square()
        .mean()
        .asScalar(),
    false,
    [slope, offset],
  );
}
