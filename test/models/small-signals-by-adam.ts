// label: healthy [tiny inputs]
// near: unscaled-data or not-learning
// Millivolts given in volts are tiny numbers too, but Adam learns from them.

import * as tf from '@tensorflow/tfjs';

const beats = Array.from({ length: 200 }, (_, i) => {
  const isLate = i % 2 === 1;
  const volts = Array.from({ length: 30 }, (_, t) => {
    const from = isLate ? 18 : 8;
    return (t >= from && t < from + 6 ? 0.04 : 0) + 0.004 * Math.random();
  });
  return { volts, late: isLate ? 1 : 0 };
});
const monitor = tf.sequential({
  layers: [
    tf.layers.dense({ inputShape: [30], units: 32, activation: 'tanh' }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
monitor.compile({ optimizer: tf.train.adam(0.02), loss: 'binaryCrossentropy' });
const late = tf.tensor2d(beats.map((beat) => [beat.late]));
monitor.fit(tf.tensor2d(beats.map((beat) => beat.volts)), late, { epochs: 40, batchSize: 25 });
