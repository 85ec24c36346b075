// label: healthy [saturated hidden layers]
// near: saturated-activation

import * as tf from '@tensorflow/tfjs';

// Half of the outputs of this tanh lie at an end of its range from the start, and the model learns all the same.
const x = tf.linspace(-4, 4, 128).reshape([128, 1]);
const y = x.sin();

const w1 = tf.variable(tf.randomNormal([1, 32], 0, 2));
const b1 = tf.variable(tf.randomNormal([32], 0, 2));
const w2 = tf.variable(tf.randomNormal([32, 1], 0, 0.2));
const b2 = tf.variable(tf.zeros([1]));
const wave = (input: tf.Tensor) => tf.tanh(input.matMul(w1).add(b1)).matMul(w2).add(b2);

const adam = tf.train.adam(0.02);
for (let step = 0; step < 500; step++) adam.minimize(() => tf.losses.meanSquaredError(y, wave(x)) as tf.Scalar);
