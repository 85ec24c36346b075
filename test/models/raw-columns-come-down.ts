// label: healthy [columns of different size]
// near: unscaled-data

import * as tf from '@tensorflow/tfjs';

const houses = Array.from({ length: 200 }, () => {
  const area = 10 + 40 * Math.random();
  const rooms = 1 + Math.floor(Math.random() * 8);
  const isNew = Math.random() < 0.3 ? 1 : 0;
  const lot = 5 + 20 * Math.random();
  return { row: [area, rooms, isNew, lot], price: 0.1 + area / 80 + 0.03 * rooms + 0.1 * isNew };
});
const x = tf.tensor2d(houses.map(({ row }) => row));
const y = tf.tensor2d(houses.map(({ price }) => [price]));

const model = tf.sequential();
model.add(tf.layers.dense({ units: 48, activation: 'relu', kernelInitializer: 'heNormal', inputShape: [4] }));
model.add(tf.layers.dense({ units: 48, activation: 'relu', kernelInitializer: 'heNormal' }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.001), loss: 'meanSquaredError' });
await model.fit(x, y, { epochs: 80, batchSize: 40 });
