// label: zero-gradient or dead-units [batch normalization of one row]
// cause: batch normalization of a batch that has a single row

import * as tf from '@tensorflow/tfjs';

const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 8, inputShape: [4] }),
    tf.layers.batchNormalization(), // cause
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
model.compile({ loss: 'binaryCrossentropy', optimizer: tf.train.adam(0.01) });
const x = tf.randomNormal([80, 4]);
model.fit(x, x.slice([0, 0], [80, 1]).greater(0).toFloat(), { batchSize: 1, epochs: 2 });
