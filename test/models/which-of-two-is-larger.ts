// label: healthy [nothing learned]
// near: not-learning
// Two columns that are standardized row by row say which is larger, and that is what is asked.

import * as tf from '@tensorflow/tfjs';

const games = 200;
const scores = tf.randomUniform([games, 2]);
const firstWins = scores
  .slice([0, 0], [games, 1])
  .greater(scores.slice([0, 1], [games, 1]))
  .toFloat();
const { mean, variance } = tf.moments(scores, 1, true);
const x = scores.sub(mean).div(variance.sqrt());
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [2] }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
model.fit(x, firstWins, { epochs: 30 });
