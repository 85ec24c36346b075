// label: healthy
// near: output-loss-mismatch
// A row of zeros has no tag, and a sigmoid for each tag says so.

import * as tf from '@tensorflow/tfjs';

const texts = tf.randomNormal([240, 12]);
const first = texts.slice([0, 0], [240, 4]).argMax(1).mul(2) as tf.Tensor1D;
const tags = tf.oneHot(first.toInt(), 5).toFloat();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 24, activation: 'relu', inputShape: [12] }));
model.add(tf.layers.dense({ units: 5, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
model.fit(texts, tags, { epochs: 30 });
