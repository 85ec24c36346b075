// label: healthy [parts that fall without end]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// One head gives two numbers: the logarithm of a rate, of which the exponential is kept small, and that of a variance.
const N = 160;
const w = tf.variable(tf.randomNormal([2, 16], 0, 0.7));
const b = tf.variable(tf.zeros([16]));
const head = tf.variable(tf.randomNormal([16, 2], 0, 0.2));

const place = tf.randomUniform([N, 2], -1, 1) as tf.Tensor2D;
const visits = tf.exp(place.sum(1, true).mul(0.6)).add(tf.randomNormal([N, 1], 0, 0.2));
const opt = tf.train.adam(0.01);

for (let step = 0; step < 200; step++) {
  opt.minimize(() => {
    const out = tf.matMul(tf.tanh(place.matMul(w).add(b)) as tf.Tensor2D, head);
    const rate = tf.exp(tf.slice(out, [0, 0], [N, 1]));
    const logVariance = tf.slice(out, [0, 1], [N, 1]);
    const misses = visits.sub(rate).square().mul(tf.exp(logVariance.neg())).mul(0.5);
    const beside = logVariance.mean().mul(0.5).add(rate.mean().mul(0.01));
    return misses.mean().add(beside) as tf.Scalar;
  });
}
