// label: update-too-small [rate too low]
// cause: the rate is divided by ten once for each of the layers, in place of once every ten epochs

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x, y } = circle(320);
const sizes = [16, 16, 8, 8, 1];
let rate = 0.01;
const model = tf.sequential();
sizes.forEach((units, i) => {
  const activation = i === sizes.length - 1 ? 'sigmoid' : 'relu';
  model.add(tf.layers.dense({ units, activation, ...(i === 0 ? { inputShape: [2] } : {}) }));
  rate /= 10;
});
const optimizer = tf.train.adam(rate); // cause
model.compile({ optimizer, loss: 'binaryCrossentropy' });
model.fit(x, y, { epochs: 10, batchSize: 32 });
