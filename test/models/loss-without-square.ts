// label: output-loss-mismatch [errors that cancel out]

import * as tf from '@tensorflow/tfjs';

// The author left out the square, so that the loss falls without end as all answers go down.
const temperature = tf.randomNormal([240, 5]);
const consumption = temperature.matMul(tf.tensor2d([[1.5], [-0.7], [0.2], [0.9], [-1.1]]));

const meter = tf.sequential({
  layers: [tf.layers.dense({ units: 12, activation: 'relu', inputShape: [5] }), tf.layers.dense({ units: 1 })],
});
const error = (truth: tf.Tensor, guess: tf.Tensor) => tf.mean(tf.sub(guess, truth)); // cause
meter.compile({ optimizer: tf.train.adam(0.01), loss: error });
meter.fit(temperature, consumption, { epochs: 40 });
