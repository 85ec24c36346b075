// label: not-learning [dropout that leaves few units; nothing learned]
// cause: dropout of 0.9 leaves three of thirty-two units, twice

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x, y } = circle(640);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 32, activation: 'relu', inputShape: [2] }));
model.add(tf.layers.dropout({ rate: 0.9 })); // cause
model.add(tf.layers.dense({ units: 32, activation: 'relu' }));
model.add(tf.layers.dropout({ rate: 0.9 })); // cause
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: 'sgd', loss: 'binaryCrossentropy' });
model.fit(x, y, { batchSize: 64, epochs: 10 });
