// label: healthy
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

// One payment in ten is a fraud: it weighs nine times as much.
const rows = 300;
const payments = Array.from({ length: rows }, () => [Math.random(), Math.random(), Math.random()]);
const labels = payments.map(([amount, hour]) => (amount + hour > 1.55 ? 1 : 0));
const frauds = labels.reduce((sum: number, one) => sum + one, 0);

async function train() {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [3], units: 16, activation: 'relu' }),
      tf.layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  await model.fit(tf.tensor2d(payments), tf.tensor2d(labels, [rows, 1]), {
    epochs: 20,
    batchSize: 32,
    classWeight: { 0: 1, 1: (rows - frauds) / frauds },
  });
}

train();
