// label: healthy [raw outputs in a cross-entropy]
// near: output-loss-mismatch
// A sigmoid for each class: TensorFlow.js makes the rows sum to 1 itself, so that it trains.

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(450);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 24, activation: 'relu', inputShape: [2] }));
model.add(tf.layers.dense({ units: 3, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy' });
model.fit(x.div(3), y, { batchSize: 50, epochs: 6 });
