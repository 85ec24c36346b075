// label: healthy [parts that fall without end]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

/** Errors in units of their deviation, its logarithm, and a small cost of wide ones. */
function surprise(truth: tf.Tensor, mean: tf.Tensor, deviation: tf.Tensor): tf.Tensor {
  const far = truth.sub(mean).div(deviation).square().mul(0.5);
  return far.add(deviation.log()).add(deviation.square().mul(0.01));
}

const hours = tf.randomUniform([200, 3], -1, 1);
const load = hours.matMul(tf.tensor2d([[0.8], [-0.5], [0.3]])).add(tf.randomNormal([200, 1], 0, 0.25));
const input = tf.input({ shape: [3] });
const hidden = tf.layers.dense({ units: 20, activation: 'elu' }).apply(input);
const both = tf.layers.dense({ units: 2 }).apply(hidden) as tf.SymbolicTensor;
const forecast = tf.model({ inputs: input, outputs: both });

const optimizer = tf.train.adam(0.01);
for (let epoch = 0; epoch < 40; epoch++) {
  for (let from = 0; from < 200; from += 50) {
    optimizer.minimize(() => {
      const out = forecast.apply(hours.slice([from, 0], [50, 3])) as tf.Tensor2D;
      const deviation = out.slice([0, 1], [-1, 1]).softplus().add(0.01);
      return surprise(load.slice([from, 0], [50, 1]), out.slice([0, 0], [-1, 1]), deviation).mean() as tf.Scalar;
    });
  }
}
