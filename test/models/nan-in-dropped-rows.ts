// label: healthy [gaps and infinities in the data; not finite in a late step]
// not: non-finite
// Rows with gaps are there, and dropped before training.

import * as tf from '@tensorflow/tfjs';
import { gaussian } from './data';

const all = Array.from({ length: 200 }, (_, i) => [gaussian(), i % 9 === 0 ? NaN : gaussian()]);
const everything = tf.tensor2d(all);
const kept = all.flatMap((row, i) => (row.some(Number.isNaN) ? [] : [i]));
const x = everything.gather(tf.tensor1d(kept, 'int32'));
const model = tf.sequential({
  layers: [tf.layers.dense({ units: 8, activation: 'tanh', inputShape: [2] }), tf.layers.dense({ units: 1 })],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
model.fit(x, x.sum(1, true), { epochs: 10, batchSize: 16 });
