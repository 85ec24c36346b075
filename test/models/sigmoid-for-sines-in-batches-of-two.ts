// label: unreachable-targets [targets beyond a sigmoid]
// cause

import * as tf from '@tensorflow/tfjs';

// learns a wave, two points at a time
const HIDDEN = 10;
const angles = Array.from({ length: 100 }, () => Math.random() * 2 * Math.PI);
tf.util.shuffle(angles);

const w1 = tf.variable(tf.randomNormal([1, HIDDEN]));
const b1 = tf.variable(tf.randomNormal([HIDDEN]));
const w2 = tf.variable(tf.randomNormal([HIDDEN, 1], 0, 0.5));
const b2 = tf.variable(tf.zeros([1]));

function wave(x: tf.Tensor2D) {
  const h = x
    .matMul(w1 as unknown as tf.Tensor2D)
    .add(b1)
    .tanh();
  return h.matMul(w2).add(b2).sigmoid(); // cause
}

const optimizer = tf.train.sgd(0.2);
for (let epoch = 0; epoch < 40; epoch++) {
  for (let i = 0; i < angles.length; i += 2) {
    const pair = angles.slice(i, i + 2);
    tf.tidy(() => {
      const x = tf.tensor2d(pair.map((a) => [a / Math.PI - 1]));
      const y = tf.tensor2d(pair.map((a) => [Math.sin(a)]));
      optimizer.minimize(() => wave(x).sub(y).square().mean() as tf.Scalar);
    });
  }
}
