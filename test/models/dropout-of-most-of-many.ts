// label: healthy [dropout that leaves few units]
// near: not-learning
// A dropout of 0.8 still leaves 25 of 128 units.

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(320);
const input = tf.input({ shape: [2] });
const wide = tf.layers.dense({ units: 128, activation: 'relu' }).apply(input);
const thinned = tf.layers.dropout({ rate: 0.8 }).apply(wide);
const classes = tf.layers.dense({ units: 3, activation: 'softmax' }).apply(thinned) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: classes });
model.compile({ optimizer: tf.train.adam(0.003), loss: 'categoricalCrossentropy' });
model.fit(x, y, { epochs: 12, batchSize: 32 });
