// label: unscaled-data [large targets]

import * as tf from '@tensorflow/tfjs';

interface House {
  area: number;
  rooms: number;
  age: number;
}

const houses = Array.from({ length: 200 }, (): House => {
  const area = 40 + Math.random() * 160;
  return { area, rooms: Math.round(area / 30), age: Math.random() * 60 };
});
const x = tf.tensor2d(houses.map(({ area, rooms, age }) => [area / 200, rooms / 6, age / 60]));
const prices = houses.map(({ area, rooms, age }) => [1800 * area + 9000 * rooms - 700 * age]);

const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [3] }));
model.add(tf.layers.dense({ units: 8, activation: 'relu' }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
const y = tf.tensor2d(prices); // cause
model.fit(x, y, { epochs: 100 });
