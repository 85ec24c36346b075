// label: healthy [one unit for classes]
// near: output-loss-mismatch or zero-gradient
// One unit under a sigmoid tells two classes apart.

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x, y } = circle(240);
const input = tf.input({ shape: [2] });
let out = tf.layers.dense({ units: 20, activation: 'tanh' }).apply(input) as tf.SymbolicTensor;
out = tf.layers.dense({ units: 1 }).apply(out) as tf.SymbolicTensor;
out = tf.layers.activation({ activation: 'sigmoid' }).apply(out) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: out });
model.compile({ optimizer: tf.train.adam(0.03), loss: tf.metrics.binaryCrossentropy });
model.fit(x, y, { epochs: 12, batchSize: 24 });
