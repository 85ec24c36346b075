// label: healthy [large inputs; columns of different size]
// near: unscaled-data
// One column reaches sixty, and Adam copes with it in some hundred steps.

import * as tf from '@tensorflow/tfjs';

const rows = Array.from({ length: 300 }, () => [60 * Math.random(), Math.random() < 0.5 ? 1 : 0, Math.random()]);
const saved = rows.map(([age, woman, luck]) => (age < 20 || (woman === 1 && luck > 0.3) ? 1 : 0));
const boat = tf.sequential();
boat.add(tf.layers.dense({ units: 32, activation: 'relu', inputShape: [3] }));
boat.add(tf.layers.dense({ units: 2, activation: 'softmax' }));
boat.compile({ optimizer: tf.train.adam(0.002), loss: 'categoricalCrossentropy' });
await boat.fit(tf.tensor2d(rows), tf.oneHot(saved, 2), { batchSize: 20, epochs: 12 });
