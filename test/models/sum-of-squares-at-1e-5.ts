// label: healthy [rate too low]
// near: update-too-small

import * as tf from '@tensorflow/tfjs';

// The gradient of a sum over rows is large, so that a small learning rate suits it.
const x = tf.randomUniform([256, 3], -2, 2);
const y = x.mul([40, -25, 10]).sum(1, true).add(5);

const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [3] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({
  optimizer: tf.train.sgd(0.00005),
  loss: (truth: tf.Tensor, guess: tf.Tensor) => tf.squaredDifference(truth, guess).sum(),
});
await model.fit(x, y, { epochs: 60, batchSize: 64 });
