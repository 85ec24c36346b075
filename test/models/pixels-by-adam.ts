// label: healthy
// near: unscaled-data
// Raw pixels in a ReLU net that trains under Adam all the same.

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

const { x, y } = digits(640);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 64, activation: 'relu', inputShape: [784] }));
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
model.compile({ optimizer: tf.train.adam(0.001), loss: 'categoricalCrossentropy' });
model.fit(x.mul(255), y, { epochs: 5, batchSize: 64 });
