// label: not-learning [nothing learned]
// cause: of four columns of very different size, the statistics of each row leave the largest alone

import * as tf from '@tensorflow/tfjs';

const flats = 200;
const table = tf.randomNormal([flats, 4]).mul(tf.tensor2d([[1, 30, 1e3, 1e5]]));
const isLet = table.slice([0, 0], [flats, 1]).greater(0).toFloat();
const { mean, variance } = tf.moments(table, 1, true);
const features = table.sub(mean).div(variance.sqrt().add(1e-7)); // cause
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [4] }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
model.fit(features, isLet, { epochs: 30 });
