// label: not-learning [nothing learned]
// cause: each row of two columns is standardized by itself, which leaves which of them was larger

import * as tf from '@tensorflow/tfjs';

const offers = 150;
const raw = tf.randomNormal([offers, 2]).mul(tf.tensor2d([[1, 1e5]]));
const isAccepted = raw.slice([0, 0], [offers, 1]).greater(0).toFloat();
const { mean, variance } = tf.moments(raw, 1, true);
const scaled = raw.sub(mean).div(variance.sqrt()); // cause
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [2] }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
model.fit(scaled, isAccepted, { epochs: 30 });
