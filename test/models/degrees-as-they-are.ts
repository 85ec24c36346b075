// label: healthy [large inputs]
// near: unscaled-data
// Degrees and hours of up to thirty, targets of up to a hundred: not scaled, and no harm.

import * as tf from '@tensorflow/tfjs';
import { gaussian } from './data';

const days = Array.from({ length: 240 }, (_, i) => [15 + 12 * Math.sin(i / 20) + gaussian(), 4 + (i % 9)]);
const sold = days.map(([degrees, hours]) => [2 * degrees + 3 * hours]);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 24, activation: 'relu', inputShape: [2] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
model.fit(tf.tensor2d(days), tf.tensor2d(sold), { epochs: 30, batchSize: 24 });
