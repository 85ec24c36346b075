// label: healthy [numbers of classes]
// near: output-loss-mismatch
// Ten units, of which the classes 0 to 6 use seven: the digits so far.

import * as tf from '@tensorflow/tfjs';

const row = (digit: number) => Array.from({ length: 7 }, (_, at) => (at === digit ? 1 : 0) + 0.4 * Math.random());
const rows = Array.from({ length: 210 }, (_, i) => row(i % 7));
const model = tf.sequential();
model.add(tf.layers.dense({ units: 20, activation: 'relu', inputShape: [7] }));
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
model.compile({ optimizer: tf.train.adam(0.02), loss: 'sparseCategoricalCrossentropy' });
model.fit(tf.tensor2d(rows), tf.tensor1d(rows.map((_, i) => i % 7)), { epochs: 12, batchSize: 21 });
