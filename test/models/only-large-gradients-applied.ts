// label: healthy
// near: zero-gradient
// Small gradients of either sign are left out.

import * as tf from '@tensorflow/tfjs';

const w1 = tf.variable(tf.randomNormal([5, 16], 0, 0.4));
const b1 = tf.variable(tf.zeros([16]));
const w2 = tf.variable(tf.randomNormal([16, 1], 0, 0.25));
const points = tf.randomUniform([200, 5], -1, 1);
const wanted = points.square().sum(1, true);
const adam = tf.train.adam(0.01);

for (let i = 0; i < 300; i++) {
  const { grads } = adam.computeGradients(() => {
    const inner = points.matMul(w1).add(b1).tanh();
    return inner.matMul(w2).sub(wanted).square().mean();
  });
  const sparse = Object.entries(grads).map(([name, gradient]) => {
    const size = gradient.abs();
    return { name, tensor: gradient.mul(size.greater(size.mean()).toFloat()) };
  });
  adam.applyGradients(sparse);
}
