// label: healthy [relu before a last sigmoid]
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

// Four kinds of seeds by length, width and gloss. The softmax compares what the ReLU leaves of the four.
const centers = [
  [1.5, 0, 0.5],
  [-1.5, 0.2, 0],
  [0, 1.6, -1],
  [0.1, -1.5, 1],
];
const kinds = Array.from({ length: 240 }, (_, i) => i % 4);
tf.util.shuffle(kinds);
const seeds = tf.tensor2d(kinds.map((kind) => centers[kind])).add(tf.randomNormal([240, 3], 0, 0.3));
const labels = tf.oneHot(tf.tensor1d(kinds, 'int32'), 4).toFloat();

const model = tf.sequential();
model.add(tf.layers.dense({ units: 40, activation: 'relu', inputShape: [3] }));
model.add(tf.layers.dense({ units: 4, activation: 'relu', biasInitializer: tf.initializers.constant({ value: 1 }) }));
model.add(tf.layers.softmax());
model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
model.fit(seeds, labels, { epochs: 30, batchSize: 24 });
