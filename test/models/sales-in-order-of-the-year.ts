// label: unscaled-data [large targets]
// cause: the first batch holds the warmest days, whose larger sales look like a loss that falls

import * as tf from '@tensorflow/tfjs';

const days = Array.from({ length: 240 }, (_, day) => {
  const temperature = 10 + 15 * Math.sin(day / 9);
  return { temperature, promotion: (day * 37) % 10, sold: 18000 + 900 * temperature + 1500 * ((day * 37) % 10) };
});
const x = tf.tensor2d(days.map(({ temperature, promotion }) => [temperature / 25, promotion / 10]));
const y = tf.tensor2d(days.map(({ sold }) => [sold])); // cause

const model = tf.sequential();
model.add(tf.layers.dense({ units: 24, activation: 'relu', inputShape: [2] }));
model.add(tf.layers.dense({ units: 12, activation: 'relu' }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
model.fit(x, y, { epochs: 40, batchSize: 16 });
