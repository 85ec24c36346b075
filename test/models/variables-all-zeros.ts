// label: symmetric-weights [equal units]

import * as tf from '@tensorflow/tfjs';

const w1 = tf.variable(tf.zeros([2, 8])); // cause
const b1 = tf.variable(tf.zeros([8]));
const w2 = tf.variable(tf.zeros([8, 1]));
const b2 = tf.variable(tf.zeros([1]));

function answer(x: tf.Tensor2D): tf.Tensor {
  return x.matMul(w1).add(b1).sigmoid().matMul(w2).add(b2);
}

const points = Array.from({ length: 200 }, () => [Math.random() * 2 - 1, Math.random() * 2 - 1]);
const x = tf.tensor2d(points);
const labels = tf.tensor2d(points.map(([a, b]) => [a + b > 0.2 ? 1 : 0]));
const optimizer = tf.train.adam(0.05);
for (let round = 0; round < 200; round++)
  optimizer.minimize(() => tf.losses.sigmoidCrossEntropy(labels, answer(x)) as tf.Scalar);
