// label: healthy [gaps and infinities in the data]
// not: non-finite
// The gaps of a table are filled with the mean before it becomes a tensor.

import * as tf from '@tensorflow/tfjs';

const ages = Array.from({ length: 90 }, (_, i) => (i % 7 === 3 ? NaN : 0.4 + ((i * 13) % 50) / 50));
const known = ages.filter((age) => !Number.isNaN(age));
const mean = known.reduce((sum, age) => sum + age, 0) / known.length;
const rows = ages.map((age, i) => [Number.isNaN(age) ? mean : age, (i % 11) / 10]);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 12, activation: 'relu', inputShape: [2] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
model.fit(tf.tensor2d(rows), tf.tensor1d(rows.map(([a, b]) => a - b)), { epochs: 10, batchSize: 15 });
