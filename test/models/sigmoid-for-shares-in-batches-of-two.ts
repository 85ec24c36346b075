// label: healthy [targets beyond a sigmoid]
// near: unreachable-targets

import * as tf from '@tensorflow/tfjs';

const points = Array.from({ length: 120 }, () => [Math.random() * 2 - 1, Math.random() * 2 - 1]);
const shareOf = ([a, b]: number[]) => 0.5 + 0.45 * Math.sin(2 * a + b);

const w1 = tf.variable(tf.randomNormal([2, 12]));
const b1 = tf.variable(tf.zeros([12]));
const w2 = tf.variable(tf.randomNormal([12, 1], 0, 0.5));
const b2 = tf.variable(tf.zeros([1]));

const predict = (x: tf.Tensor2D) =>
  x
    .matMul(w1 as unknown as tf.Tensor2D)
    .add(b1)
    .tanh()
    .matMul(w2)
    .add(b2)
    .sigmoid();

const optimizer = tf.train.adam(0.01);
for (let epoch = 0; epoch < 30; epoch++) {
  for (let i = 0; i < points.length; i += 2) {
    const pair = points.slice(i, i + 2);
    tf.tidy(() => {
      const x = tf.tensor2d(pair);
      const y = tf.tensor2d(pair.map((p) => [shareOf(p)]));
      optimizer.minimize(() => predict(x).sub(y).square().mean() as tf.Scalar);
    });
  }
}
