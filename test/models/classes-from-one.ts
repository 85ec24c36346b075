// label: output-loss-mismatch [numbers of classes]
// cause: the classes are numbered from 1 to 4, and the last layer has units for 0 to 3

import * as tf from '@tensorflow/tfjs';

const quadrants = tf.sequential();
quadrants.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [2] }));
quadrants.add(tf.layers.dense({ units: 4, activation: 'softmax' }));
quadrants.compile({ optimizer: tf.train.adam(0.01), loss: 'sparseCategoricalCrossentropy' });

const xs: [number, number][] = [];
const ys: number[] = [];
for (let i = 0; i < 256; i++) {
  const [x, y] = [Math.random() - 0.5, Math.random() - 0.5];
  xs.push([x, y]);
  ys.push(1 + (x > 0 ? 1 : 0) + (y > 0 ? 2 : 0));
}
const labels = tf.tensor1d(ys); // cause
quadrants.fit(tf.tensor2d(xs), labels, { batchSize: 16, epochs: 4 });
