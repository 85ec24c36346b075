// label: unscaled-data or saturated-activation [saturated hidden layers; large inputs]
// cause: pixels of 0 to 255 go into a sigmoid layer as they are

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

const { x, y } = digits(640);
const model = tf.sequential();
const hidden = { units: 32, activation: 'sigmoid', kernelInitializer: 'randomNormal' } as const;
model.add(tf.layers.dense({ ...hidden, inputShape: [784] }));
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
model.compile({ optimizer: tf.train.sgd(0.001), loss: 'categoricalCrossentropy' });
model.fit(x.mul(255), y, { batchSize: 64, epochs: 3 }); // cause
