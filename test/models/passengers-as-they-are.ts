// label: unscaled-data [large inputs; columns of different size]
// cause: ticket numbers and fares beside yes and no throw the outputs far beyond any label

import * as tf from '@tensorflow/tfjs';

type Row = [ticket: number, fare: number, child: number, firstClass: number];

const rows = Array.from({ length: 300 }, (): Row => {
  const firstClass = Math.random() < 0.3 ? 1 : 0;
  return [Math.random() * 4000, 20 + 200 * firstClass * Math.random(), Math.random() < 0.2 ? 1 : 0, firstClass];
});
const saved = rows.map(([, , child, firstClass]) => (Math.random() < 0.15 + 0.5 * child + 0.3 * firstClass ? 1 : 0));
const list = tf.tensor2d(rows); // cause
const boat = tf.sequential();
boat.add(tf.layers.dense({ units: 128, activation: 'relu', inputShape: [4] }));
boat.add(tf.layers.dropout({ rate: 0.4 }));
boat.add(tf.layers.dense({ units: 2, activation: 'softmax' }));
boat.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
await boat.fit(list, tf.oneHot(saved, 2), { batchSize: 4, epochs: 12 });
