// label: healthy [a judge and its fakes]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// Least squares: 1 for data, 0 for fakes, and 1 again where the forger hopes to be taken for real.
const n = 48;
const forger = tf.sequential({
  layers: [tf.layers.dense({ units: 32, activation: 'elu', inputShape: [4] }), tf.layers.dense({ units: 2 })],
});
const judge = tf.sequential({
  layers: [
    tf.layers.dense({ units: 32, activation: 'elu', inputShape: [2] }),
    tf.layers.dense({ units: 16, activation: 'elu' }),
    tf.layers.dense({ units: 1 }),
  ],
});

const squares = (says: tf.Tensor, label: number): tf.Scalar => says.sub(label).square().mean().mul(0.5);
const weights = (m: tf.Sequential) => m.trainableWeights.map((w) => w.read() as tf.Variable);
const [a, b] = [tf.train.adam(1e-3, 0.5), tf.train.adam(1e-3, 0.5)];

const blobs = tf.tensor2d([
  [1, 1],
  [-1, 1],
  [0, -1],
]);

for (let turn = 0; turn < 300; turn++) {
  tf.tidy(() => {
    const which = tf.randomUniform([n], 0, 3, 'int32') as tf.Tensor1D;
    const real = blobs.gather(which).add(tf.randomNormal([n, 2], 0, 0.1));
    const z = tf.randomNormal([n, 4]);
    a.minimize(
      () => {
        const yes = judge.apply(real) as tf.Tensor;
        const no = judge.apply(forger.apply(z)) as tf.Tensor;
        return squares(yes, 1).add(squares(no, 0));
      },
      false,
      weights(judge),
    );
    b.minimize(() => squares(judge.apply(forger.apply(z)) as tf.Tensor, 1), false, weights(forger));
  });
}
