// label: unscaled-data [large inputs]
// cause: postcodes as they are: from outputs in the hundreds the loss stays above what guessing gives

import * as tf from '@tensorflow/tfjs';

const zones = 20;
const codes: number[] = [];
for (let i = 0; i < 400; i++) codes.push(1000 + Math.floor(Math.random() * 9000));
const postcode = tf.tensor(codes, [400, 1]); // cause
const zone = tf.tensor(
  codes.map((code) => Math.floor((code - 1000) / (9000 / zones))),
  [400, 1],
);
const router = tf.sequential();
for (const units of [48, 48]) router.add(tf.layers.dense({ units, activation: 'relu', inputShape: [1] }));
router.add(tf.layers.dense({ units: zones, activation: 'softmax' }));
router.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy' });
router.fit(postcode, zone, { batchSize: 40, epochs: 8 });
