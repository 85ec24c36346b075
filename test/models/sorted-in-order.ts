// label: healthy [order of the rows]
// near: exploding-gradient or update-too-small
// A sine, not shuffled on purpose.

import * as tf from '@tensorflow/tfjs';

const t = tf.linspace(0, 2, 256).reshape([256, 1]);
const wave = t.mul(Math.PI).sin();
const net = tf.sequential({
  layers: [tf.layers.dense({ units: 20, activation: 'tanh', inputShape: [1] }), tf.layers.dense({ units: 1 })],
});
net.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
net.fit(t, wave, { epochs: 40, batchSize: 32, shuffle: false });
