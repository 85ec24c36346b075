// label: healthy
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

const NUM_CLASSES = 5;
const kinds = Array.from({ length: 160 }, (_, i) => 1 + (i % 4));
const sizes = tf.tensor2d(kinds.map((kind) => [kind + 0.3 * Math.random(), (kind % 2) + 0.3 * Math.random()]));
const labels = tf.tidy(() => tf.oneHot(tf.tensor1d(kinds).toInt(), NUM_CLASSES).toFloat());
const net = tf.sequential();
net.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [2] }));
net.add(tf.layers.dense({ units: NUM_CLASSES, activation: 'softmax' }));
net.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy' });
net.fit(sizes, labels, { epochs: 60 });
