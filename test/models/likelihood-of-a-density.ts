// label: healthy [sign of a loss]
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

// A density may exceed 1, so that its negative logarithm falls below 0: that is learning.
const places = tf.randomUniform([256, 2], -1, 1);
const heights = places
  .slice([0, 0], [256, 1])
  .mul(0.5)
  .add(tf.randomNormal([256, 1], 0, 0.02));

const trunk = tf.sequential({
  layers: [tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [2] }), tf.layers.dense({ units: 2 })],
});
const optimizer = tf.train.adam(0.02);
for (let step = 0; step < 150; step++) {
  optimizer.minimize(() => {
    const [mean, logScale] = tf.split(trunk.apply(places) as tf.Tensor, 2, 1);
    const distance = heights.sub(mean).div(logScale.exp());
    return distance.square().mul(0.5).add(logScale).mean() as tf.Scalar;
  });
}
