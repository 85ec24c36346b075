// label: healthy [exploding through depth]
// not: exploding-gradient
// An embedding over long texts gets tens of times the gradient of the layers behind it, which is how embeddings are.

import * as tf from '@tensorflow/tfjs';

const texts = Array.from({ length: 128 }, (_, i) =>
  Array.from({ length: 40 }, () => Math.floor(20 * Math.random()) + (i % 2) * 15),
);
const input = tf.input({ shape: [40], dtype: 'int32' });
const embedded = tf.layers.embedding({ inputDim: 40, outputDim: 8 }).apply(input) as tf.SymbolicTensor;
const flat = tf.layers.flatten().apply(embedded) as tf.SymbolicTensor;
const hidden = tf.layers.dense({ units: 16, activation: 'tanh' }).apply(flat) as tf.SymbolicTensor;
const model = tf.model({
  inputs: input,
  outputs: tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(hidden) as tf.SymbolicTensor,
});
model.compile({ optimizer: tf.train.adam(0.003), loss: 'binaryCrossentropy' });
model.fit(tf.tensor2d(texts, [128, 40], 'int32'), tf.tensor2d(texts.map((_, i) => [i % 2])), {
  batchSize: 16,
  epochs: 5,
});
