// label: not-learning [no hidden layer]

import * as tf from '@tensorflow/tfjs';

const table = [
  [0, 0, 0],
  [0, 1, 1],
  [1, 0, 1],
  [1, 1, 0],
];
const model = tf.sequential();
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid', inputShape: [2] })); // cause
model.compile({ optimizer: tf.train.adam(0.05), loss: 'binaryCrossentropy', metrics: ['accuracy'] });

async function learn(): Promise<void> {
  const inputs = tf.tensor2d(table.map((row) => row.slice(0, 2)));
  const outputs = tf.tensor2d(table.map((row) => row.slice(2)));
  await model.fit(inputs, outputs, { epochs: 500 });
}
learn();
