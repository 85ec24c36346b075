// label: not-learning [ends and rewards left out of targets]
// cause: the targets are the discounted values of the next states, and the rewards are only counted

import * as tf from '@tensorflow/tfjs';

// A heater keeps a room at 20 degrees; each step costs what it is away from that.
const settings = { discount: 0.9, rows: 40, rate: 0.004 };
const critic = tf.sequential({
  layers: [
    tf.layers.dense({ inputShape: [2], units: 20, activation: 'elu' }),
    tf.layers.dense({ units: 20, activation: 'elu' }),
    tf.layers.dense({ units: 1 }),
  ],
});
const frozen = tf.sequential({
  layers: [
    tf.layers.dense({ inputShape: [2], units: 20, activation: 'elu' }),
    tf.layers.dense({ units: 20, activation: 'elu' }),
    tf.layers.dense({ units: 1 }),
  ],
});
frozen.setWeights(critic.getWeights());

type Visit = [room: number[], cost: number, then: number[]];
const visits: Visit[] = [];
let room = 0;
let outside = -1;
for (let i = 0; i < 800; i++) {
  const before = [room, outside];
  outside = Math.max(-2, Math.min(0, outside + 0.2 * (Math.random() - 0.5)));
  room += 0.1 * (outside - room) + (Math.random() < 0.5 ? 0.25 : 0);
  visits.push([before, -Math.abs(room), [room, outside]]);
}

function makeTargets(rewards: number[], next: tf.Tensor): tf.Tensor2D {
  const values = (frozen.predict(next) as tf.Tensor).dataSync();
  const goals: number[][] = [];
  for (let k = 0; k < rewards.length; k++) {
    goals.push([settings.discount * values[k]]); // cause
  }
  return tf.tensor2d(goals);
}

const optimizer = tf.train.adam(settings.rate);
for (let epoch = 0; epoch < 300; epoch++) {
  const some = Array.from({ length: settings.rows }, () => visits[Math.floor(Math.random() * visits.length)]);
  tf.tidy(() => {
    const x = tf.tensor2d(some.map(([from]) => from));
    const next = tf.tensor2d(some.map(([, , to]) => to));
    const y = makeTargets(
      some.map(([, reward]) => reward),
      next,
    );
    optimizer.minimize(() => tf.losses.meanSquaredError(y, critic.apply(x) as tf.Tensor) as tf.Scalar);
  });
  if (epoch % 30 === 0) frozen.setWeights(critic.getWeights());
}
