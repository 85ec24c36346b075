// label: healthy [errors that cancel out]
// near: output-loss-mismatch
// A sampler learns the mean and the spread of what it is to look like: no output has a target of its own.

import * as tf from '@tensorflow/tfjs';

const real = tf.randomNormal([200, 3], 2, 0.5);
const sampler = tf.sequential({
  layers: [tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [4] }), tf.layers.dense({ units: 3 })],
});
const optimizer = tf.train.adam(0.01);
for (let i = 0; i < 150; i++) {
  optimizer.minimize(() => {
    const made = sampler.apply(tf.randomNormal([100, 4])) as tf.Tensor;
    const [a, b] = [tf.moments(made, 0), tf.moments(real, 0)];
    const means = a.mean.sub(b.mean).square().sum();
    return means.add(a.variance.sub(b.variance).square().sum()) as tf.Scalar;
  });
}
