// label: unreachable-targets [targets beyond a sigmoid]
// cause: a sigmoid before targets from -1 to 1

import * as tf from '@tensorflow/tfjs';

const time = tf.linspace(0, 1, 120).reshape([120, 1]) as tf.Tensor2D;
const wave = time.mul(2 * Math.PI).sin();
const w1 = tf.variable(tf.randomNormal([1, 20]));
const b1 = tf.variable(tf.randomUniform([20], -1, 1));
const w2 = tf.variable(tf.randomNormal([20, 1], 0, 0.3));

const height = (t: tf.Tensor2D) => tf.sigmoid(tf.tanh(t.matMul<tf.Tensor2D>(w1).add(b1)).matMul(w2)); // cause

const optimizer = tf.train.adam(0.02);
for (let round = 0; round < 300; round++)
  optimizer.minimize(
    () => tf.losses.meanSquaredError(wave, height(time)).add(w2.square().mean().mul(1e-4)) as tf.Scalar,
  );
