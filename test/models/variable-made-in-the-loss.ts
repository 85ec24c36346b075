// label: zero-gradient [weights made anew]
// cause: the first kernel is a variable that each step makes for itself

import * as tf from '@tensorflow/tfjs';

const x = tf.randomNormal<tf.Rank.R2>([240, 4]);
const y = x.square().sum(1, true);
const head = tf.variable(tf.randomNormal([16, 1], 0, 0.3));
const bias = tf.variable(tf.zeros([16]));

const predict = () => {
  const first = tf.variable(tf.randomNormal([4, 16], 0, 0.5)); // cause
  const hidden = tf
    .matMul(x, first as tf.Tensor2D)
    .add(bias)
    .tanh();
  return tf.matMul(hidden as tf.Tensor2D, head as tf.Tensor2D);
};
const optimizer = tf.train.rmsprop(0.01);
for (let epoch = 0; epoch < 150; epoch++) {
  optimizer.minimize(() => tf.losses.meanSquaredError(y, predict()) as tf.Scalar);
}
