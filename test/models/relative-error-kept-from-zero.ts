// label: healthy [not finite in a loss; not finite in a late step]
// near: non-finite
// The relative error leaves room for sales of zero.

import * as tf from '@tensorflow/tfjs';

const EPSILON = 0.1;
const weeks = tf.randomUniform([240, 4]);
const sold = weeks.sum(1, true).mul(3).sub(4).relu();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 20, activation: 'relu', inputShape: [4] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({
  optimizer: tf.train.adam(0.01),
  loss: (y: tf.Tensor, p: tf.Tensor) => y.sub(p).div(y.add(EPSILON)).abs().mean(),
});
model.fit(weeks, sold, { epochs: 15, batchSize: 24 });
