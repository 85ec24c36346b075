// label: output-loss-mismatch as information [distances over classes]
// not: update-too-small or not-learning
// The rate makes up for the loss: the model learns, and might give up a hard class.

import * as tf from '@tensorflow/tfjs';

const readings = tf.randomNormal([400, 8]);
const largest = readings.slice([0, 0], [400, 4]).argMax(1);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 30, activation: 'relu', inputShape: [8] }));
model.add(tf.layers.dense({ units: 4, activation: 'softmax' }));
model.compile({ optimizer: tf.train.adam(0.02), loss: 'meanAbsoluteError' }); // cause
await model.fit(readings, tf.oneHot(largest as tf.Tensor1D, 4).toFloat(), { epochs: 20 });
