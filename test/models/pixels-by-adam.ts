// label: healthy [large inputs]
// near: unscaled-data
// Positions in raw pixels, up to 150 from the center, in a ReLU net that trains under Adam all the same.

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x, y } = circle(640);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 64, activation: 'relu', inputShape: [2] }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.adam(0.005), loss: 'binaryCrossentropy' });
model.fit(x.mul(120), y, { epochs: 30, batchSize: 64 });
