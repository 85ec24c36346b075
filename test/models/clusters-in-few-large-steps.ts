// label: healthy [too slow for its steps]
// near: few-steps or not-learning or update-too-small
// As few epochs, but at a rate that gets somewhere in them.

import * as tf from '@tensorflow/tfjs';

const rows = Array.from({ length: 240 }, (_, i) => {
  const side = i % 2;
  return { at: [0.2 + 0.3 * side + 0.2 * Math.random(), 0.2 + 0.3 * side + 0.2 * Math.random()], side };
});
const points = tf.tensor2d(rows.map(({ at }) => at));
const sides = tf.oneHot(tf.tensor1d(rows.map(({ side }) => side), 'int32'), 2); // prettier-ignore

const model = tf.sequential();
model.add(tf.layers.dense({ units: 12, activation: 'tanh', inputShape: [2] }));
model.add(tf.layers.dense({ units: 2, activation: 'softmax' }));
model.compile({ optimizer: tf.train.adam(0.03), loss: 'categoricalCrossentropy' });
model.fit(points, sides, { epochs: 4, batchSize: 24 });
