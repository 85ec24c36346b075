// label: not-learning

import * as tf from '@tensorflow/tfjs';

// Acidity of a bath against time: all readings lie between 9 and 11.
const count = 100;

function readings(): { x: tf.Tensor2D; y: tf.Tensor2D } {
  const rows = Array.from({ length: count }, () => 9 + 2 * Math.random());
  const x = tf.tensor2d(rows, [count, 1]); // cause
  const y = tf.tensor2d(
    rows.map((row) => 10 + 2 * Math.sin(2 * (row - 10))),
    [count, 1],
  );
  return { x, y };
}

const net = tf.sequential();
net.add(tf.layers.dense({ units: 3, activation: 'sigmoid', inputShape: [1] }));
net.add(tf.layers.dense({ units: 3, activation: 'sigmoid' }));
net.add(tf.layers.dense({ units: 1 }));
const { x, y } = readings();
const optimizer = tf.train.sgd(0.2);
for (let step = 0; step < 1500; step++)
  optimizer.minimize(() => tf.losses.meanSquaredError(y, net.apply(x) as tf.Tensor) as tf.Scalar);
