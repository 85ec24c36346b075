// label: healthy [a judge and its fakes]
// near: not-learning
// WGAN-GP: three critic steps with a gradient penalty for each step of the generator.

import * as tf from '@tensorflow/tfjs';

const dims = 2,
  noise = 4,
  size = 32;
const G = tf.sequential();
G.add(tf.layers.dense({ units: 32, activation: 'relu', kernelInitializer: 'heNormal', inputShape: [noise] }));
G.add(tf.layers.dense({ units: dims }));
const C = tf.sequential();
C.add(tf.layers.dense({ units: 32, activation: 'tanh', inputShape: [dims] }));
C.add(tf.layers.dense({ units: 32, activation: 'tanh' }));
C.add(tf.layers.dense({ units: 1 }));
const vG = G.trainableWeights.map((w) => w.read() as tf.Variable);
const vC = C.trainableWeights.map((w) => w.read() as tf.Variable);
const oG = tf.train.adam(1e-3, 0, 0.9),
  oC = tf.train.adam(1e-3, 0, 0.9);

const penalty = (real: tf.Tensor, fake: tf.Tensor) => {
  const mix = tf.randomUniform([size, 1]);
  const between = real.mul(mix).add(fake.mul(tf.sub(1, mix)));
  const slope = tf.grad((x) => (C.apply(x) as tf.Tensor).sum())(between);
  return slope.square().sum(1).add(1e-8).sqrt().sub(1).square().mean();
};

for (let i = 0; i < 240; i++)
  tf.tidy(() => {
    const z = () => tf.randomNormal([size, noise]);
    if (i % 4 < 3) {
      const real = tf.randomNormal([size, dims], 0.5, 0.4);
      const fake = G.predict(z()) as tf.Tensor;
      oC.minimize(
        () => {
          const gap = (C.apply(fake) as tf.Tensor).mean().sub((C.apply(real) as tf.Tensor).mean());
          return gap.add(penalty(real, fake).mul(10)) as tf.Scalar;
        },
        false,
        vC,
      );
    } else {
      oG.minimize(() => (C.apply(G.apply(z())) as tf.Tensor).mean().neg() as tf.Scalar, false, vG);
    }
  });
