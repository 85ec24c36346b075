// label: non-finite [gaps and infinities in the data]
// cause: one column is normalized along axis 1, where each number is its own mean

import * as tf from '@tensorflow/tfjs';

const heights = tf.randomNormal([90, 1], 170, 10);
const { mean, variance } = tf.moments(heights, 1, true);
const x = heights.sub(mean).div(variance.sqrt()); // cause
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 6, activation: 'tanh', inputShape: [1] }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
model.compile({ loss: 'binaryCrossentropy', optimizer: 'adam' });
model.fit(x, heights.greater(175).toFloat(), { epochs: 20 });
