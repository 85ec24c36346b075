// label: output-loss-mismatch [products over the batch]
// cause: queries and keys are multiplied and added up over all rows

import * as tf from '@tensorflow/tfjs';

const query = tf.variable(tf.randomNormal([5, 6], 0, 0.4));
const key = tf.variable(tf.randomNormal([5, 6], 0, 0.4));
const straight = tf.variable(tf.randomNormal([5, 1], 0, 0.4));
const left = tf.randomNormal<tf.Rank.R2>([320, 5]);
const right = tf.randomNormal<tf.Rank.R2>([320, 5]);
const fits = left.mul(right).sum(1, true).tanh();

const sgd = tf.train.momentum(0.01, 0.9);
for (let i = 0; i < 200; i++) {
  const from = (i * 40) % 320;
  sgd.minimize(() => {
    const [a, b] = [left.slice(from, 40), right.slice(from, 40)];
    const match = tf
      .matMul(a, query as tf.Tensor2D)
      .mul(tf.matMul(b, key as tf.Tensor2D))
      .sum(); // cause
    const guess = tf
      .matMul(a, straight as tf.Tensor2D)
      .add(match)
      .tanh();
    return guess.sub(fits.slice(from, 40)).abs().mean() as tf.Scalar;
  });
}
