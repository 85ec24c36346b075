// label: healthy [saturated hidden layers; nothing learned]
// near: saturated-activation or not-learning
// The loss halves by the biases of forty rare classes, then falls below what they alone can give: angles reach the tanh
// at a sound size.

import * as tf from '@tensorflow/tfjs';

const sectors = 40;
const angle = tf.randomUniform([480, 1], 0, 2 * Math.PI);
const sector = tf.oneHot(
  angle
    .squeeze([1])
    .mul(sectors / (2 * Math.PI))
    .floor()
    .toInt(),
  sectors,
);
const compass = tf.sequential();
compass.add(tf.layers.dense({ units: 30, activation: 'tanh', inputShape: [2] }));
compass.add(tf.layers.dense({ units: 30, activation: 'sigmoid' }));
compass.add(tf.layers.dense({ units: sectors, activation: 'sigmoid' }));
compass.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
compass.fit(tf.concat([angle.sin(), angle.cos()], 1), sector, { batchSize: 24, epochs: 40 });
