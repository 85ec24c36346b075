// label: unscaled-data [large inputs]
// cause: pixels of 0 to 255 saturate the first layer

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

const { x, y } = digits(400);
const pixels = x.mul(-255).add(255); // cause
const model = tf.sequential();
model.add(tf.layers.dense({ units: 64, activation: 'tanh', inputShape: [784], kernelInitializer: 'randomNormal' }));
model.add(tf.layers.dense({ units: 32, activation: 'tanh' }));
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
model.compile({ optimizer: tf.train.sgd(0.01), loss: 'categoricalCrossentropy' });
model.fit(pixels, y, { epochs: 5 });
