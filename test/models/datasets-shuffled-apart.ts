// label: not-learning as information [rows shuffled apart]
// cause: each dataset is shuffled before the two are zipped

import * as tf from '@tensorflow/tfjs';

const N = 160;
const points = Array.from({ length: N }, () => [Math.random(), Math.random(), Math.random()]);
const sides = points.map(([a, b, c]) => [a + b > 2 * c ? 1 : 0]);

const xs = tf.data.array(points).shuffle(N);
const ys = tf.data.array(sides).shuffle(N);
const ds = tf.data.zip({ xs, ys }).batch(16);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 12, activation: 'relu', inputShape: [3] }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
model.fitDataset(ds as tf.data.Dataset<any>, { epochs: 40 }); // cause
