// label: healthy [large inputs]
// not: unscaled-data
// Ids up to 4000 are no scale: an embedding looks them up.

import * as tf from '@tensorflow/tfjs';

const ids = tf.tensor2d(Array.from({ length: 240 }, (_, i) => [0, 1, 2, 3].map((k) => (i * 263 + k * 971) % 4000)));
const likes = tf.tensor2d(Array.from({ length: 240 }, (_, i) => [(i * 263) % 4000 > 2000 ? 1 : 0]));
const net = tf.sequential();
net.add(tf.layers.embedding({ inputDim: 4000, outputDim: 8, inputLength: 4 }));
net.add(tf.layers.flatten());
net.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
net.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
net.fit(ids, likes, { epochs: 10, batchSize: 24 });
