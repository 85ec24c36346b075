// label: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

// Sales by the hour; at night the shop is closed.
const ROWS = 480;
const hours = Array.from({ length: ROWS }, (_, i) => [(i % 24) / 24, Math.random(), Math.random() < 0.3 ? 1 : 0]);
const sold = hours.map(([hour, warmth, offer]) => [hour < 0.3 || hour > 0.85 ? 0 : 10 + 20 * warmth + 15 * offer]);

const model = tf.sequential();
model.add(tf.layers.dense({ units: 32, activation: 'relu', inputShape: [3] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.005), loss: 'meanAbsolutePercentageError' }); // cause
model.fit(tf.tensor2d(hours), tf.tensor2d(sold), { epochs: 40, batchSize: 32 });
