// label: healthy [dropout that leaves few units]
// near: not-learning
// Half of eight units is left.

import * as tf from '@tensorflow/tfjs';

const x = tf.randomNormal([256, 4]);
const y = x.slice([0, 0], [256, 2]).sum(1, true).greater(0).toFloat();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 8, activation: 'relu', inputShape: [4] }));
model.add(tf.layers.dropout({ rate: 0.5 }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.adam(0.02), loss: 'binaryCrossentropy' });
model.fit(x, y, { epochs: 15, batchSize: 32 });
