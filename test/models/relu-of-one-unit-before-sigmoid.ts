// label: output-loss-mismatch [relu before a last sigmoid]
// cause: the one logit passes a ReLU before the sigmoid

import * as tf from '@tensorflow/tfjs';

// does the customer come back? by days since the last visit, visits, basket
const rows: number[][] = [];
const back: number[] = [];
for (let i = 0; i < 240; i++) {
  const days = Math.random() * 2 - 1;
  const visits = Math.random() * 2 - 1;
  const basket = Math.random() * 2 - 1;
  rows.push([days, visits, basket]);
  back.push(visits - 1.2 * days + 0.3 * basket > 0 ? 1 : 0);
}

async function main() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ inputShape: [3], units: 12, activation: 'tanh' }));
  model.add(tf.layers.dense({ units: 1, activation: 'relu' })); // cause
  model.add(tf.layers.activation({ activation: 'sigmoid' }));
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] });

  await model.fit(tf.tensor2d(rows), tf.tensor2d(back, [240, 1]), {
    epochs: 40,
    batchSize: 24,
    shuffle: true,
    verbose: 0,
  });
}

main();
