// label: healthy [parts that fall without end]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// Weights of a net that says how sure it is, with a small price on the variance, which the misses keep from 0.
const miles = tf.randomUniform([256, 2], -1, 1);
const minutes = miles.matMul(tf.tensor2d([[1.2], [-0.4]])).add(tf.randomNormal([256, 1], 0, 0.3));

const trunk = tf.layers.dense({ units: 24, activation: 'tanh', inputShape: [2] });
const guess = tf.layers.dense({ units: 1 });
const unsure = tf.layers.dense({ units: 1, kernelInitializer: 'zeros' });
// a layer has weights once it is applied
for (const layer of [guess, unsure]) layer.apply(trunk.apply(miles) as tf.Tensor);
const adam = tf.train.adam(0.01);

for (let step = 0; step < 160; step++) {
  const at = (step % 4) * 64;
  const x = miles.slice([at, 0], [64, 2]);
  const y = minutes.slice([at, 0], [64, 1]);
  adam.minimize(() => {
    const h = trunk.apply(x) as tf.Tensor;
    const mean = guess.apply(h) as tf.Tensor;
    const logVariance = unsure.apply(h) as tf.Tensor;
    const likelihood = y.sub(mean).square().mul(logVariance.neg().exp()).add(logVariance).mean().mul(0.5);
    const price = logVariance.exp().mean().mul(0.01);
    return likelihood.add(price) as tf.Scalar;
  });
  tf.dispose([x, y]);
}
