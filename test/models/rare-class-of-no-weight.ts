// label: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

// Frauds are one payment in four here; the weights come from a helper that rounds.
const rows = 240;
const payments = Array.from({ length: rows }, () => [Math.random(), Math.random(), Math.random()]);
const labels = payments.map(([amount, hour]) => (amount + hour > 1.3 ? 1 : 0));

function weightOf(label: number): number {
  const count = labels.filter((one) => one === label).length;
  return Math.round(count / rows);
}

async function train() {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [3], units: 16, activation: 'relu' }),
      tf.layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  const weights = { 0: weightOf(0), 1: weightOf(1) };
  const settings = { epochs: 20, batchSize: 32, classWeight: weights };
  await model.fit(tf.tensor2d(payments), tf.tensor2d(labels, [rows, 1]), settings); // cause
}

train();
