// label: healthy [order of the rows]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

/** A slow wave in order of time, not shuffled: neighbours are alike, and it trains all the same. */
const length = 384;
const window = 8;
const wave = Array.from({ length }, (_, t) => Math.sin(t / 30) + 0.2 * Math.sin(t / 3));
const rows = wave.slice(window).map((_, t) => wave.slice(t, t + window));
const model = tf.sequential({
  layers: [tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [window] }), tf.layers.dense({ units: 1 })],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
void model.fit(tf.tensor2d(rows), tf.tensor2d(wave.slice(window), [rows.length, 1]), { epochs: 10, shuffle: false });
