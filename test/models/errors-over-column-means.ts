// label: not-learning [parts that fall without end]
// cause

import * as tf from '@tensorflow/tfjs';

// an autoencoder of a table whose columns lie on both sides of 0
const table = tf.tensor2d(
  Array.from({ length: 200 }, () => {
    const [a, b] = [Math.random() - 0.5, Math.random() - 0.5];
    return [a + 2, b - 1, a * b + 0.5, a - b - 2, a + b + 1];
  }),
);
const columnMeans = table.mean(0);

const coder = tf.sequential({
  layers: [tf.layers.dense({ units: 16, activation: 'relu', inputShape: [5] }), tf.layers.dense({ units: 5 })],
});

const relativeError = (y: tf.Tensor, p: tf.Tensor) => y.sub(p).square().div(columnMeans).mean() as tf.Scalar; // cause

const optimizer = tf.train.adam(0.02); // cause
for (let epoch = 0; epoch < 100; epoch++) {
  const cost = optimizer.minimize(() => relativeError(table, coder.apply(table) as tf.Tensor), true);
  if (epoch % 10 === 0) console.log(`epoch ${epoch}`, cost?.dataSync()[0]);
}
