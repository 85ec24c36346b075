// label: not-learning [no hidden layer]

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

// Three layers, and none of the hidden ones has an activation: together they are one line.
const { x, y } = circle();
const layers = [
  tf.layers.dense({ units: 32, inputShape: [2] }), // cause
  tf.layers.dense({ units: 16 }),
  tf.layers.dense({ units: 1, activation: 'sigmoid' }),
];
const model = tf.sequential({ layers });
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
model.fit(x, y, { epochs: 60, batchSize: 64 });
