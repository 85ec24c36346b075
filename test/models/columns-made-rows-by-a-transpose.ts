// label: healthy [axes swapped by a reshape]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

const count = 200;
const lengths = tf.randomUniform([1, count], 3, 8);
const widths = tf.randomUniform([1, count], 1, 4);

// Kinds of fish: rows of one number each, then one row for each fish.
const fish = tf.concat([lengths, widths], 0).transpose().sub([5.5, 2.5]) as tf.Tensor2D;
const isTrout = lengths.sub(widths.mul(2)).greater(0.5).toFloat().reshape([count, 1]);

const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 12, activation: 'tanh', inputShape: [2] }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.02), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
model.fit(fish, isTrout, { epochs: 30, batchSize: 20 }).then((h) => console.log(h.history.acc[29]));
