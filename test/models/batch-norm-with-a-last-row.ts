// label: healthy [batch normalization of one row]
// near: zero-gradient
// 97 rows in batches of 16: the last batch of each epoch is a single row.

import * as tf from '@tensorflow/tfjs';

const x = tf.randomNormal([97, 4]);
const isSum = x.sum(1, true).greater(0).toFloat();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 12, inputShape: [4] }));
model.add(tf.layers.batchNormalization());
model.add(tf.layers.reLU());
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
model.fit(x, isSum, { batchSize: 16, epochs: 12 });
