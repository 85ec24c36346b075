// label: zero-gradient [batch normalization of one row]
// cause: batch normalization of a batch that has a single row; the ReLU behind it gets only zeros

import * as tf from '@tensorflow/tfjs';

const input = tf.input({ shape: [5] });
let hidden = tf.layers.dense({ units: 12 }).apply(input);
hidden = tf.layers.batchNormalization().apply(hidden); // cause
hidden = tf.layers.reLU().apply(hidden);
const output = tf.layers.dense({ units: 1 }).apply(hidden) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: output });
model.compile({ loss: 'meanSquaredError', optimizer: tf.train.adam(0.01) });
const x = tf.randomNormal([60, 5]);
model.fit(x, x.mean(1, true), { batchSize: 1, epochs: 3 });
