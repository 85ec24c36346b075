// label: output-loss-mismatch [softmax or sigmoid twice]
// cause: the separate softmax layer applies it a second time

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

const { x, y } = digits(512);
const stack = [
  tf.layers.dense({ units: 32, activation: 'relu', inputShape: [784] }),
  tf.layers.dense({ units: 10, activation: 'softmax' }),
  tf.layers.softmax(), // cause
];
const model = tf.sequential();
for (const layer of stack) model.add(layer);
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
model.fit(x, y, { batchSize: 64, epochs: 4 });
