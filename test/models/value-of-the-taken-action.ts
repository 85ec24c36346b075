// label: healthy [sign of a loss]
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

// A Q-network takes its output of one action, by its one-hot row, and compares it with what that action brought.
const ACTIONS = 3;
const dqn = tf.sequential();
dqn.add(tf.layers.dense({ units: 32, activation: 'relu', inputShape: [4] }));
dqn.add(tf.layers.dense({ units: ACTIONS }));
const optimizer = tf.train.adam(0.005);

interface Turn {
  seen: number[];
  did: number;
  reward: number;
}
const turns: Turn[] = [];
for (let i = 0; i < 500; i++) {
  const seen = Array.from({ length: 4 }, () => Math.random() * 2 - 1);
  const did = Math.floor(Math.random() * ACTIONS);
  turns.push({ seen, did, reward: seen[did] + 0.5 * seen[3] });
}

for (let step = 0; step < 150; step++) {
  const batch = Array.from({ length: 50 }, () => turns[Math.floor(Math.random() * turns.length)]);
  const states = tf.tensor2d(batch.map(({ seen }) => seen));
  const target = tf.tensor1d(batch.map(({ reward }) => reward));
  const mask = tf.oneHot(
    batch.map(({ did }) => did),
    ACTIONS,
  );
  optimizer.minimize(() => {
    const q = dqn.apply(states) as tf.Tensor;
    const taken = q.mul(mask).sum(1);
    return tf.square(target.sub(taken)).mean() as tf.Scalar;
  });
  tf.dispose([states, target, mask]);
}
