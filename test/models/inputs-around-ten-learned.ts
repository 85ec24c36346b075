// label: healthy
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// The same readings, which a network of ReLU units tells apart all the same.
const count = 100;
const rows = Array.from({ length: count }, () => 9 + 2 * Math.random());
const net = tf.sequential();
net.add(tf.layers.dense({ units: 32, activation: 'relu', inputShape: [1] }));
net.add(tf.layers.dense({ units: 1 }));
net.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
net.fit(
  tf.tensor2d(rows, [count, 1]),
  tf.tensor2d(
    rows.map((row) => row - 10 + 0.1 * Math.random()),
    [count, 1],
  ),
  { epochs: 100, batchSize: 20 },
);
