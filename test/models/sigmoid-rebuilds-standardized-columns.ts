// label: unreachable-targets [targets beyond a sigmoid]
// cause: an autoencoder of variables rebuilds standardized columns by a sigmoid, under a squared error by pow

import * as tf from '@tensorflow/tfjs';

const weather = tf.tidy(() => {
  const season = tf.linspace(0, 12, 180).sin().expandDims(1);
  const noise = tf.randomNormal([180, 6], 0, 0.4);
  return season.mul(tf.tensor2d([[2, -1, 0.5, 1.5, -2, 1]])).add(noise);
});
const { mean, variance } = tf.moments(weather, 0);
const days = weather.sub(mean).div(variance.sqrt()) as tf.Tensor2D;

const encoder = { w: tf.variable(tf.randomNormal([6, 3], 0, 0.4)), b: tf.variable(tf.zeros([3])) };
const decoder = { w: tf.variable(tf.randomNormal([3, 6], 0, 0.4)), b: tf.variable(tf.zeros([6])) };

const encode = (x: tf.Tensor) => tf.tanh(tf.add(tf.matMul(x, encoder.w), encoder.b));
const decode = (code: tf.Tensor) => tf.sigmoid(tf.add(tf.matMul(code, decoder.w), decoder.b)); // cause

const optimizer = tf.train.rmsprop(0.01);
for (let step = 0; step < 600; step++) {
  const x = days.slice((step % 6) * 30, 30);
  optimizer.minimize(() => tf.mean(tf.pow(x.sub(decode(encode(x))), 2)) as tf.Scalar);
}
