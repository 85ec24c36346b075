// label: healthy [tiny inputs]
// near: unscaled-data
// Currents of some microampere go through a batch normalization first.

import * as tf from '@tensorflow/tfjs';

const currents = tf.randomUniform([240, 4], 0, 1, 'float32', 5).mul(1e-2);
const leaks = currents
  .slice([0, 0], [240, 1])
  .greater(currents.slice([0, 1], [240, 1]))
  .toFloat();
const model = tf.sequential();
model.add(tf.layers.batchNormalization({ inputShape: [4], epsilon: 1e-8 }));
model.add(tf.layers.dense({ units: 16, activation: 'relu' }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
await model.fit(currents, leaks, { epochs: 20, batchSize: 24 });
