// label: healthy [weights made anew]
// near: zero-gradient

import * as tf from '@tensorflow/tfjs';

/** The kernel is drawn in the first step, kept, and trained from the next one on. */
let kernel: tf.Variable | undefined;
const x = tf.randomNormal<tf.Rank.R2>([240, 4]);
const y = x.sum(1, true).tanh();
const head = tf.variable(tf.randomNormal([16, 1], 0, 0.3));

const predict = () => {
  kernel ??= tf.keep(tf.variable(tf.randomNormal([4, 16], 0, 0.5)));
  return tf.matMul(tf.matMul(x, kernel as tf.Tensor2D).tanh() as tf.Tensor2D, head as tf.Tensor2D);
};
const optimizer = tf.train.adam(0.02);
for (let epoch = 0; epoch < 150; epoch++) {
  optimizer.minimize(() => tf.losses.meanSquaredError(y, predict()) as tf.Scalar);
}
