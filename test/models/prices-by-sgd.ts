// label: healthy [large targets]
// near: unscaled-data or update-too-large
// Rents in euros by plain SGD: steps are huge while the weights grow to that size, and the loss falls.

import * as tf from '@tensorflow/tfjs';

const flats = Array.from({ length: 150 }, (_, i) => [((i * 37) % 150) / 150, ((i * 11) % 4) / 3]);
const rents = flats.map(([area, rooms]) => 400 + 1500 * area + 300 * rooms);
const model = tf.sequential();
model.add(tf.layers.dense({ inputShape: [2], units: 1 }));
model.compile({ optimizer: tf.train.sgd(0.02), loss: 'meanSquaredError' });
model.fit(tf.tensor2d(flats), tf.tensor1d(rents), { epochs: 40, batchSize: 50 });
