// label: zero-gradient [one unit for classes]
// cause: a softmax over a single unit gives 1 for every row; only the labels of each small batch move the loss

import * as tf from '@tensorflow/tfjs';

const gait = Array.from({ length: 180 }, (_, walker) => {
  const limps = walker % 3 === 0;
  const rows = Array.from({ length: 8 }, (_, step) => [
    Math.sin(step) + (limps && step % 2 === 0 ? 0.8 : 0) + 0.2 * Math.random(),
    0.3 * Math.random(),
  ]);
  return { rows, limps };
});

export async function learnGait(): Promise<void> {
  const net = tf.sequential();
  net.add(tf.layers.gru({ units: 12, inputShape: [8, 2] }));
  net.add(tf.layers.dense({ units: 1, activation: 'softmax' })); // cause
  net.compile({ optimizer: tf.train.adam(0.005), loss: 'binaryCrossentropy' });
  const signals = tf.tensor3d(gait.map(({ rows }) => rows));
  const answers = tf.tensor2d(gait.map(({ limps }) => [limps ? 1 : 0]));
  await net.fit(signals, answers, { epochs: 4, batchSize: 6 });
}
