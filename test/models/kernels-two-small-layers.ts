// label: healthy [vanishing through hand-written kernels]
// near: vanishing-gradient

import * as tf from '@tensorflow/tfjs';

// small weights, but only two hidden layers, and Adam
let w1 = tf.variable(tf.randomNormal([4, 32], 0, 0.1));
let w2 = tf.variable(tf.randomNormal([32, 16], 0, 0.1));
let w3 = tf.variable(tf.randomNormal([16, 1], 0, 0.1));
let b1 = tf.variable(tf.zeros([32]));
let b2 = tf.variable(tf.zeros([16]));

const predict = (x: tf.Tensor) =>
  tf.tidy(() => x.matMul(w1).add(b1).relu().matMul(w2).add(b2).sigmoid().matMul(w3).reshape([-1]));

const xs = tf.randomNormal([320, 4]);
const ys = xs
  .slice([0, 0], [320, 1])
  .sin()
  .add(xs.slice([0, 1], [320, 1]))
  .reshape([320]);

const optimizer = tf.train.adam(0.01);
for (let e = 0; e < 40; e++) {
  for (let b = 0; b < 10; b++) {
    const x = xs.slice([b * 32, 0], [32, 4]);
    const y = ys.slice([b * 32], [32]);
    optimizer.minimize(() => predict(x).sub(y).square().mean() as tf.Scalar);
  }
}
