// label: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

// Letters, with the depth of a program for digits.
const count = 520;
const letters = Array.from({ length: count }, (_, i) => i % 26);
const noisy = letters.map((letter) =>
  Array.from({ length: 26 }, (_, at) => (at === letter ? 1 : 0) + 0.1 * Math.random()),
);
const ys = tf.oneHot(tf.tensor1d(letters, 'int32'), 10); // cause
const model = tf.sequential();
model.add(tf.layers.dense({ units: 32, activation: 'relu', inputShape: [26] }));
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
(async () => {
  await model.fit(tf.tensor2d(noisy), ys, { epochs: 50, batchSize: 26 });
})();
