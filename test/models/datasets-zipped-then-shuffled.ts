// label: healthy [rows shuffled apart]
// near: not-learning
// The rows are zipped first and shuffled together.

import * as tf from '@tensorflow/tfjs';

const N = 160;
const points = Array.from({ length: N }, () => [Math.random(), Math.random(), Math.random()]);
const ds = tf.data
  .zip({ xs: tf.data.array(points), ys: tf.data.array(points.map(([a, b, c]) => [a + b > 2 * c ? 1 : 0])) })
  .shuffle(N)
  .batch(16);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 12, activation: 'relu', inputShape: [3] }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
model.fitDataset(ds as tf.data.Dataset<any>, { epochs: 40 });
