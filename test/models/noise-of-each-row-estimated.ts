// label: healthy [parts that fall without end]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// A net says how sure it is: s is the logarithm of the variance of each answer.
const xs = tf.randomUniform([320, 1], -1, 1);
const noise = tf.randomNormal([320, 1]).mul(xs.abs().mul(0.5).add(0.1));
const ys = xs.mul(3).sin().add(noise);

const w = tf.variable(tf.randomNormal([1, 32]));
const b = tf.variable(tf.randomUniform([32], -1, 1));
const toMean = tf.variable(tf.randomNormal([32, 1], 0, 0.2));
const toS = tf.variable(tf.randomNormal([32, 1], 0, 0.05));
const sBias = tf.variable(tf.scalar(0));
const opt = tf.train.adam(0.01);

const shuffled = () => tf.util.createShuffledIndices(320);
for (let epoch = 0; epoch < 40; epoch++) {
  const order = shuffled();
  for (let at = 0; at < 320; at += 64) {
    const ids = tf.tensor1d(Int32Array.from(order.subarray(at, at + 64)), 'int32');
    const [x, y] = [xs.gather(ids), ys.gather(ids)];
    opt.minimize(() => {
      const h = x.matMul(w).add(b).tanh();
      const mean = h.matMul(toMean);
      const s = h.matMul(toS).add(sBias);
      const misses = y.sub(mean).square().mul(s.neg().exp()).mul(0.5);
      return misses.add(s.mul(0.5)).mean() as tf.Scalar;
    });
    tf.dispose([ids, x, y]);
  }
}
