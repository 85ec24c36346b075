// label: healthy [rewards of all classes; sign of a loss]
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

// Costs are to become less likely, so the loss is the logarithm times the cost, with no minus, and below 0.
const seen = tf.randomNormal([96, 4]);
const taken = tf.oneHot(seen.slice([0, 0], [96, 1]).greater(0).flatten().toInt(), 2);
const costs = tf.randomUniform([96]);

const policy = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [4] }),
    tf.layers.dense({ units: 2, activation: 'softmax' }),
  ],
});
const optimizer = tf.train.sgd(0.05);
for (let round = 0; round < 40; round++)
  optimizer.minimize(() => {
    const chances = policy.apply(seen) as tf.Tensor;
    return chances.add(1e-8).log().mul(taken).sum(1).mul(costs).mean() as tf.Scalar;
  });
