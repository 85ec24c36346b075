// label: borderline [gaps and infinities in the data; large targets]
// near: exploding-gradient or non-finite
// Targets in the thousands: the loss starts in the millions, finite and falling slowly.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin();
const prices = y.mul(500).add(2000);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 32, activation: 'relu', inputShape: [9] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
model.fit(x, prices, { batchSize: 32, epochs: 80 });
