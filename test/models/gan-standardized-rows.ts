// label: healthy [two nets against each other]
// near: unscaled-data or exploding-gradient
// Standardized rows reach a little beyond the generator's tanh.

import * as tf from '@tensorflow/tfjs';

const NOISE = 5;
const generator = tf.sequential({
  layers: [
    tf.layers.dense({ units: 20, activation: 'relu', inputShape: [NOISE] }),
    tf.layers.dense({ units: 4, activation: 'tanh' }),
  ],
});
const critic = tf.sequential({
  layers: [
    tf.layers.dense({ units: 20, activation: 'elu', inputShape: [4] }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
critic.compile({ optimizer: tf.train.adam(0.001, 0.5), loss: 'binaryCrossentropy' });
critic.trainable = false;
const both = tf.sequential({ layers: [generator, critic] });
both.compile({ optimizer: tf.train.adam(0.001, 0.5), loss: 'binaryCrossentropy' });

const rows = tf.randomNormal([320, 4]);
let round = 0;
while (round < 60) {
  const from = (round % 10) * 32;
  critic.trainable = true;
  await critic.trainOnBatch(rows.slice([from, 0], [32, 4]), tf.ones([32, 1]).mul(0.9));
  await critic.trainOnBatch(generator.predict(tf.randomNormal([32, NOISE])) as tf.Tensor, tf.zeros([32, 1]));
  critic.trainable = false;
  await both.trainOnBatch(tf.randomNormal([32, NOISE]), tf.ones([32, 1]));
  round += 1;
}
