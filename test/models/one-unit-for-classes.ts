// label: output-loss-mismatch [one unit for classes]
// cause: one sigmoid unit under a loss of several classes, which divides it by itself

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x, y } = circle();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [2] }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.adam(), loss: 'categoricalCrossentropy', metrics: ['accuracy'] }); // cause
model.fit(x, y, { batchSize: 32, epochs: 3 });
