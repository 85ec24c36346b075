// label: healthy [sign of a loss]
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

// The loss of a Wasserstein critic: labels of -1 for data and 1 for fakes, times scores. It may fall below 0.
const wasserstein = (labels: tf.Tensor, scores: tf.Tensor) => labels.mul(scores).mean() as tf.Scalar;

const latent = 4;
const half = 32;
const maker = tf.sequential({
  layers: [tf.layers.dense({ units: 24, activation: 'relu', inputShape: [latent] }), tf.layers.dense({ units: 2 })],
});
const critic = tf.sequential({
  layers: [tf.layers.dense({ units: 32, activation: 'elu', inputShape: [2] }), tf.layers.dense({ units: 1 })],
});
const weights = (m: tf.LayersModel) => m.trainableWeights.map((w) => w.read() as tf.Variable);
const forCritic = tf.train.rmsprop(1e-3);
const forMaker = tf.train.rmsprop(1e-3);
const labels = tf.concat([tf.fill([half, 1], -1), tf.ones([half, 1])]);

for (let i = 0; i < 200; i++) {
  for (let k = 0; k < 3; k++)
    tf.tidy(() => {
      const angle = tf.randomUniform([half, 1], 0, Math.PI);
      const data = tf.concat([angle.cos(), angle.sin()], 1);
      const fakes = maker.predict(tf.randomNormal([half, latent])) as tf.Tensor;
      const both = tf.concat([data, fakes]);
      forCritic.minimize(() => wasserstein(labels, critic.apply(both) as tf.Tensor), false, weights(critic));
      for (const w of weights(critic)) w.assign(w.clipByValue(-0.1, 0.1));
    });
  tf.tidy(() => {
    const z = tf.randomNormal([half, latent]);
    forMaker.minimize(
      () => wasserstein(tf.fill([half, 1], -1), critic.apply(maker.apply(z)) as tf.Tensor),
      false,
      weights(maker),
    );
  });
}
