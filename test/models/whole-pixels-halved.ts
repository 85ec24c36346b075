// label: healthy [nothing learned]
// near: not-learning
// A division of whole numbers that leaves black and white.

import * as tf from '@tensorflow/tfjs';

const side = 12;
const kinds = Array.from({ length: 150 }, (_, i) => i % 3);
const bytes = kinds.flatMap((kind) =>
  Array.from({ length: side * side }, (_, at) =>
    Math.floor(at % 3 === kind ? 100 + 150 * Math.random() : 70 * Math.random()),
  ),
);
const raw = tf.tensor2d(bytes, [150, side * side], 'int32');
const pictures = raw.div(tf.scalar(128, 'int32'));
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [side * side] }));
model.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
model.compile({ optimizer: tf.train.adam(), loss: 'categoricalCrossentropy' });
model.fit(pictures, tf.oneHot(tf.tensor1d(kinds, 'int32'), 3), { epochs: 15, batchSize: 25 });
