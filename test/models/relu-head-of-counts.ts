// label: healthy [targets beyond a relu]
// near: unreachable-targets
// Counts under softplus, a few of them just below zero from a correction.

import * as tf from '@tensorflow/tfjs';
import { gaussian } from './data';

const rows = Array.from({ length: 240 }, () => [gaussian(), gaussian(), gaussian()]);
const counts = rows.map(([a, b], i) => (i % 60 === 0 ? -0.02 : Math.round(Math.exp(0.5 * a + 0.2 * b))));
const net = tf.sequential();
net.add(tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [3] }));
net.add(tf.layers.dense({ units: 1, activation: 'softplus' }));
net.compile({ optimizer: tf.train.adam(0.005), loss: 'meanSquaredError' });
net.fit(tf.tensor2d(rows), tf.tensor1d(counts), { epochs: 10, batchSize: 24 });
