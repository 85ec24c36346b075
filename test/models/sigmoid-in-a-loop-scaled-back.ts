// label: healthy [targets beyond a sigmoid]
// The sigmoid's answers are stretched to the targets' range.

import * as tf from '@tensorflow/tfjs';

const time = tf.linspace(0, 1, 120).reshape([120, 1]) as tf.Tensor2D;
const wave = time.mul(2 * Math.PI).sin();
const w1 = tf.variable(tf.randomNormal([1, 20], 0, 2));
const b1 = tf.variable(tf.randomUniform([20], -1, 1));
const w2 = tf.variable(tf.randomNormal([20, 1], 0, 0.3));

const height = (t: tf.Tensor2D) =>
  tf
    .sigmoid(tf.tanh(t.matMul<tf.Tensor2D>(w1).add(b1)).matMul(w2))
    .mul(2)
    .sub(1);

const optimizer = tf.train.adam(0.02);
for (let round = 0; round < 300; round++)
  optimizer.minimize(() => height(time).sub(wave).square().mean().add(w2.square().mean().mul(1e-4)) as tf.Scalar);
