// label: healthy [parts that fall without end]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// s and its exponential are both added, but the misses divided by exp(s) keep s from falling.
const x = tf.randomUniform([128, 2], -1, 1);
const y = x.sum(1, true).add(tf.randomNormal([128, 1], 0, 0.3));
const net = tf.sequential();
net.add(tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [2] }));
net.add(tf.layers.dense({ units: 2 }));
const adam = tf.train.adam(0.01);

for (let i = 0; i < 160; i++)
  adam.minimize(() => {
    const [mean, s] = tf.split(net.apply(x) as tf.Tensor, 2, 1);
    const price = s.exp().mul(0.01).add(s.mul(0.5));
    return y.sub(mean).square().mul(s.neg().exp()).mul(0.5).add(price).mean() as tf.Scalar;
  });
