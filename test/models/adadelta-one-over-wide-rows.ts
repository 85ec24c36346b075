// label: exploding-gradient or update-too-large or dead-units or non-finite or saturated-activation [rate of Adadelta]
// cause: Adadelta with the rate of 1 that Keras documents, over 60 columns

import * as tf from '@tensorflow/tfjs';

const rows = tf.randomNormal([240, 60]);
const scores = rows.slice([0, 0], [240, 10]).sum(1, true).mul(2);
const input = tf.input({ shape: [60] });
const hidden = tf.layers.dense({ units: 48, activation: 'relu' }).apply(input);
const model = tf.model({ inputs: input, outputs: tf.layers.dense({ units: 1 }).apply(hidden) as tf.SymbolicTensor });
const optimizer = tf.train.adadelta(1); // cause
model.compile({ optimizer, loss: tf.losses.meanSquaredError });
model.fit(rows, scores, { epochs: 10, batchSize: 24 });
