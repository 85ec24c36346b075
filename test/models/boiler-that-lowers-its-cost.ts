// label: healthy [sign of an actor]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// Optimal control: the critic learns what an hour costs, and the policy is to pay as little as it can.
const policy = tf.sequential({
  layers: [
    tf.layers.dense({ units: 24, activation: 'relu', inputShape: [3] }),
    tf.layers.dense({ units: 1, activation: 'tanh' }),
  ],
});
const critic = tf.sequential({
  layers: [
    tf.layers.dense({ units: 40, activation: 'relu', inputShape: [4] }),
    tf.layers.dense({ units: 40, activation: 'relu' }),
    tf.layers.dense({ units: 1 }),
  ],
});
const vars = (m: tf.Sequential) => m.trainableWeights.map((w) => w.read() as tf.Variable);
const [po, co] = [tf.train.adam(2e-3), tf.train.adam(4e-3)];

const costOfHour = (x: tf.Tensor2D, u: tf.Tensor) =>
  x
    .slice([0, 0], [-1, 1])
    .add(u)
    .square()
    .add(u.square().mul(0.2))
    .add(x.slice([0, 1], [-1, 1]).mul(0.3));

for (let hour = 0; hour < 400; hour++)
  tf.tidy(() => {
    const x = tf.randomUniform<tf.Rank.R2>([64, 3], -1, 1);
    const u = (policy.predict(x) as tf.Tensor).add(tf.randomNormal([64, 1], 0, 0.3));
    const paid = costOfHour(x, u);
    co.minimize(
      () => (critic.apply(tf.concat([x, u], 1)) as tf.Tensor).sub(paid).square().mean() as tf.Scalar,
      false,
      vars(critic),
    );
    po.minimize(
      () => (critic.apply(tf.concat([x, policy.apply(x) as tf.Tensor], 1)) as tf.Tensor).mean() as tf.Scalar,
      false,
      vars(policy),
    );
  });
