// label: zero-gradient

import * as tf from '@tensorflow/tfjs';

const w1 = tf.variable(tf.randomNormal([5, 16], 0, 0.4));
const b1 = tf.variable(tf.zeros([16]));
const w2 = tf.variable(tf.randomNormal([16, 1], 0, 0.25));
const points = tf.randomUniform([200, 5], -1, 1);
const wanted = points.square().sum(1, true);
const adam = tf.train.adam(0.01);

function trainOnce() {
  const { value, grads } = adam.computeGradients(() => {
    const inner = points.matMul(w1).add(b1).tanh();
    return inner.matMul(w2).sub(wanted).square().mean();
  });
  const safe = Object.entries(grads).map(([name, gradient]) => ({ name, tensor: gradient.relu() })); // cause
  adam.applyGradients(safe);
  return value.dataSync()[0];
}

for (let i = 0; i < 300; i++) {
  const now = trainOnce();
  if (i % 20 === 0) console.log(i, now);
}
