// label: unscaled-data [columns of different size]
// cause: columns of a thousand beside columns of ones; the loss falls, and ends far over the constant answer's

import * as tf from '@tensorflow/tfjs';

const houses = Array.from({ length: 200 }, () => {
  const area = 200 + 900 * Math.random();
  const rooms = 1 + Math.floor(Math.random() * 8);
  const isNew = Math.random() < 0.3 ? 1 : 0;
  const lot = 300 + 1500 * Math.random();
  return { row: [area, rooms, isNew, lot], price: 0.1 + 0.1 * rooms + 0.3 * isNew };
});
const x = tf.tensor2d(houses.map(({ row }) => row)); // cause
const y = tf.tensor2d(houses.map(({ price }) => [price]));

const model = tf.sequential();
model.add(tf.layers.dense({ units: 48, activation: 'relu', kernelInitializer: 'heNormal', inputShape: [4] }));
model.add(tf.layers.dense({ units: 48, activation: 'relu', kernelInitializer: 'heNormal' }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.001), loss: 'meanSquaredError' });
await model.fit(x, y, { epochs: 40, batchSize: 40 });
