// label: borderline [rate too high]
// near: update-too-large
// A learning rate of 1 throws the weights far, but tanh units cannot die, and so few layers learn from there.

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(300);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [2] }));
model.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
model.compile({ optimizer: tf.train.adam(1), loss: 'categoricalCrossentropy' });
model.fit(x, y, { batchSize: 32, epochs: 50 });
