// label: healthy [softmax or sigmoid twice]
// near: output-loss-mismatch
// A softmax weighs the features, and another one gives the classes: two softmaxes, neither of the other's.

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(240);
const seen = tf.input({ shape: [2] });
const features = tf.layers.dense({ units: 12, activation: 'relu' }).apply(seen) as tf.SymbolicTensor;
const weights = tf.layers.dense({ units: 12, activation: 'softmax' }).apply(seen) as tf.SymbolicTensor;
const weighed = tf.layers.multiply().apply([features, weights]);
const classes = tf.layers.dense({ units: 3, activation: 'softmax' }).apply(weighed) as tf.SymbolicTensor;
const model = tf.model({ inputs: seen, outputs: classes });
model.compile({ optimizer: tf.train.adam(0.02), loss: 'categoricalCrossentropy' });
model.fit(x, y, { epochs: 8, batchSize: 24 });
