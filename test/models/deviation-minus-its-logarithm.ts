// label: healthy [parts that fall without end]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

const input = tf.input({ shape: [10] });
const hidden = tf.layers.dense({ units: 32, activation: 'relu' }).apply(input);
const mu = tf.layers.dense({ units: 2 }).apply(hidden) as tf.SymbolicTensor;
const rho = tf.layers.dense({ units: 2 }).apply(hidden) as tf.SymbolicTensor;
const encoder = tf.model({ inputs: input, outputs: [mu, rho] });
const decoder = tf.sequential({
  layers: [tf.layers.dense({ units: 32, activation: 'relu', inputShape: [2] }), tf.layers.dense({ units: 10 })],
});

// the divergence in terms of the deviation: mean² + deviation² - 1 - 2 log(deviation)
function divergence(mean: tf.Tensor, deviation: tf.Tensor) {
  const parts = mean.square().add(deviation.square()).sub(1).sub(deviation.log().mul(2));
  return parts.sum(1).mean().mul(0.5);
}

const steps = tf.train.adam(0.004);
for (let i = 0; i < 200; i++)
  tf.tidy(() => {
    const where = tf.randomUniform([40, 1], -1, 1);
    const ramp = tf.linspace(-1, 1, 10).expandDims(0);
    const x = ramp.sub(where).square().mul(-4).exp();
    steps.minimize(() => {
      const [mean, free] = encoder.apply(x) as tf.Tensor[];
      const deviation = free.softplus().add(1e-3);
      const z = mean.add(deviation.mul(tf.randomNormal([40, 2])));
      const error = tf.losses.meanSquaredError(x, decoder.apply(z) as tf.Tensor);
      return error.add(divergence(mean, deviation).mul(0.002)) as tf.Scalar;
    });
  });
