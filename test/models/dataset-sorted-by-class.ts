// label: healthy [order of the rows]
// near: update-too-large

import * as tf from '@tensorflow/tfjs';

const classes = 3;
const perClass = 120;

/**
 * Readings around another centre for each class. They come class by class, so that the loss rises with each new class;
 * the model learns all the same.
 */
function* readings(): Generator<{ xs: tf.Tensor1D; ys: tf.Tensor }> {
  for (let label = 0; label < classes; label++)
    for (let n = 0; n < perClass; n++)
      yield {
        xs: tf.randomNormal([6], label, 1) as tf.Tensor1D,
        ys: tf.oneHot(tf.scalar(label, 'int32'), classes),
      };
}

const dataset = tf.data.generator(readings).batch(12);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 20, activation: 'relu', inputShape: [6] }));
model.add(tf.layers.dense({ units: classes, activation: 'softmax' }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy' });
model.fitDataset(dataset, { epochs: 6 });
