// label: not-learning [nothing learned]
// cause: a division of whole numbers leaves 0 of every pixel

import * as tf from '@tensorflow/tfjs';

const side = 12;
const kinds = Array.from({ length: 150 }, (_, i) => i % 3);
const bytes = kinds.flatMap((kind) =>
  Array.from({ length: side * side }, (_, at) =>
    Math.floor(at % 3 === kind ? 120 + 120 * Math.random() : 70 * Math.random()),
  ),
);
const raw = tf.tensor4d(bytes, [150, side, side, 1], 'int32');
const pictures = raw.div(tf.scalar(255, 'int32')); // cause
const model = tf.sequential();
model.add(tf.layers.conv2d({ filters: 6, kernelSize: 3, activation: 'relu', inputShape: [side, side, 1] }));
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
model.compile({ optimizer: tf.train.adam(), loss: 'categoricalCrossentropy' });
model.fit(pictures, tf.oneHot(tf.tensor1d(kinds, 'int32'), 3), { epochs: 15, batchSize: 25 });
