// label: not-learning [a judge and its fakes]
// cause: the forger lowers the critic's score of its fakes, as the critic does

import * as tf from '@tensorflow/tfjs';

const Z = 6;
const N = 48;
const clip = 0.05;

// pairs of (time, tide) somewhere on a tilted line
const realPairs = () =>
  tf.tidy(() => {
    const t = tf.randomUniform([N, 1], -1, 1);
    return tf.concat(
      [
        t,
        t
          .mul(0.6)
          .add(0.3)
          .add(tf.randomNormal([N, 1], 0, 0.05)),
      ],
      1,
    );
  });

const forger = tf.sequential();
forger.add(tf.layers.dense({ units: 24, activation: 'relu', inputShape: [Z] }));
forger.add(tf.layers.dense({ units: 2 }));

const critic = tf.sequential();
critic.add(tf.layers.dense({ units: 24, activation: 'elu', inputShape: [2] }));
critic.add(tf.layers.dense({ units: 24, activation: 'elu' }));
critic.add(tf.layers.dense({ units: 1 }));

const weightsOf = (m: tf.LayersModel) => m.trainableWeights.map((w) => w.read() as tf.Variable);
const forCritic = tf.train.rmsprop(5e-4);
const forForger = tf.train.rmsprop(5e-4);
const score = (x: tf.Tensor) => (critic.apply(x) as tf.Tensor).mean();

for (let i = 0; i < 200; i++) {
  for (let k = 0; k < 2; k++)
    tf.tidy(() => {
      const real = realPairs();
      const fake = forger.predict(tf.randomNormal([N, Z])) as tf.Tensor;
      forCritic.minimize(() => score(fake).sub(score(real)) as tf.Scalar, false, weightsOf(critic));
      for (const w of weightsOf(critic)) w.assign(w.clipByValue(-clip, clip));
    });
  tf.tidy(() => {
    const z = tf.randomNormal([N, Z]);
    forForger.minimize(
      () => score(forger.apply(z) as tf.Tensor) as tf.Scalar, // cause
      false,
      weightsOf(forger),
    );
  });
}
