// label: healthy [rate too high]
// near: update-too-large
// A learning rate of 1 that fits its small gradients.

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x, y } = circle();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [2] }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.sgd(1), loss: 'binaryCrossentropy' });
model.fit(x, y, { batchSize: 64, epochs: 5 });
