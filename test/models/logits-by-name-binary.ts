// label: output-loss-mismatch [raw outputs in a cross-entropy]
// cause: a linear head under a cross-entropy by name, which never takes logits

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x, y } = circle(400);
const classifier = tf.sequential();
classifier.add(tf.layers.dense({ units: 24, activation: 'relu', inputShape: [2] }));
classifier.add(tf.layers.dense({ units: 1 })); // cause
classifier.compile({ optimizer: tf.train.adam(1e-3), loss: 'binaryCrossentropy' });
classifier.fit(x, y, { batchSize: 40, epochs: 20 });
