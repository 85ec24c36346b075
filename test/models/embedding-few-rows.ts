// label: healthy [equal units]
// not: zero-gradient or symmetric-weights
// Five thousand words of which a batch touches a few dozen: most rows of the embedding get no gradient.

import * as tf from '@tensorflow/tfjs';

const VOCABULARY = 5000;
const texts = Array.from({ length: 128 }, (_, i) =>
  Array.from({ length: 6 }, () => Math.floor(30 * Math.random()) + (i % 2) * 20),
);

export function classifier() {
  const model = tf.sequential();
  model.add(tf.layers.embedding({ inputDim: VOCABULARY, outputDim: 16, inputLength: 6 }));
  model.add(tf.layers.globalAveragePooling1d());
  model.add(tf.layers.dense({ units: 16, activation: 'relu' }));
  model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  model.compile({ optimizer: tf.train.adam(0.005), loss: 'binaryCrossentropy' });
  return model;
}

classifier().fit(tf.tensor2d(texts, [128, 6], 'int32'), tf.tensor2d(texts.map((_, i) => [i % 2])), {
  batchSize: 8,
  epochs: 10,
});
