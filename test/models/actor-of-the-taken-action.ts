// label: healthy [rewards of all classes]
// near: output-loss-mismatch
// The advantage meets the logarithm of the action that was taken, beside an entropy.

import * as tf from '@tensorflow/tfjs';

const OBSERVED = 4;
const ACTIONS = 3;

const actor = tf.sequential({
  layers: [
    tf.layers.dense({ inputShape: [OBSERVED], units: 32, activation: 'elu' }),
    tf.layers.dense({ units: ACTIONS, activation: 'softmax' }),
  ],
});
const optimizer = tf.train.adam(0.01);

function learn(states: tf.Tensor2D, taken: number[], advantages: number[]) {
  return optimizer.minimize(() => {
    const policy = actor.apply(states) as tf.Tensor2D;
    const logs = policy.clipByValue(1e-6, 1).log();
    const entropy = policy.mul(logs).sum(-1).mean().neg();
    const chosen = logs.mul(tf.oneHot(tf.tensor1d(taken, 'int32'), ACTIONS)).sum(-1);
    const gain = chosen.mul(tf.tensor1d(advantages)).mean();
    return gain.neg().sub(entropy.mul(0.01)) as tf.Scalar;
  }, true)!;
}

for (let i = 0; i < 100; i++) {
  const states = tf.randomNormal([40, OBSERVED]) as tf.Tensor2D;
  const chances = (actor.predict(states) as tf.Tensor2D).arraySync();
  const taken = chances.map((p) => {
    let pick = Math.random();
    let action = 0;
    while (action < ACTIONS - 1 && (pick -= p[action]) > 0) action++;
    return action;
  });
  const rewards = (states.arraySync() as number[][]).map((state, turn) => state[taken[turn]]);
  const mean = rewards.reduce((a, b) => a + b) / rewards.length;
  const loss = learn(
    states,
    taken,
    rewards.map((reward) => reward - mean),
  );
  if (i % 10 === 0) loss.print();
}
