// label: healthy [nothing learned]
// near: not-learning
// Plain SGD stands at the constant answer for a while before it learns.

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

const { x, y } = digits(640);
const model = tf.sequential({ name: 'patient' });
model.add(tf.layers.dense({ units: 48, activation: 'sigmoid', inputShape: [784] }));
model.add(tf.layers.dense({ units: 48, activation: 'sigmoid' }));
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
model.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy' });
model.fit(x, y, { batchSize: 64, epochs: 50 });
