// label: unscaled-data or saturated-activation [saturated hidden layers; large inputs]
// cause: features in the thousands into tanh

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x, y } = circle();
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [2] }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
model.compile({ optimizer: tf.train.sgd(0.01), loss: 'binaryCrossentropy' });
model.fit(x.mul(2000), y, { batchSize: 64, epochs: 5 }); // cause
