// label: update-too-small

import * as tf from '@tensorflow/tfjs';

// Each word's vector of unit length tells the next one's: a mean over 200 columns leaves gradients of a thousandth.
const SIZE = 200;
const topics = Array.from({ length: 6 }, () => Array.from({ length: SIZE }, () => Math.random() - 0.5));
const words = Array.from({ length: 300 }, (_, i) => {
  const vector = topics[i % topics.length].map((value) => value + (Math.random() - 0.5) * 0.4);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
});

const model = tf.sequential();
model.add(tf.layers.dense({ units: SIZE, inputShape: [SIZE] }));
model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' }); // cause
model.fit(tf.tensor2d(words.slice(0, -1)), tf.tensor2d(words.slice(1)), { epochs: 40, batchSize: 10 });
