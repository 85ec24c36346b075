// label: zero-gradient [weights made anew]
// cause: the function that is trained draws its filter, so that it is another one in each step

import * as tf from '@tensorflow/tfjs';

const side = 8;
const pictures = tf.randomUniform<tf.Rank.R4>([96, side, side, 1]);
const bright = pictures.slice([0, 0, 0, 0], [96, side, 4, 1]).mean([1, 2]).mul(8).sub(4).sigmoid();
const dense = tf.sequential({ layers: [tf.layers.dense({ units: 1, activation: 'sigmoid', inputShape: [36 * 4] })] });

function network(batch: tf.Tensor4D): tf.Tensor {
  const filter = tf.randomUniform<tf.Rank.R4>([3, 3, 1, 4], -0.4, 0.4); // cause
  const maps = tf.conv2d(batch, filter, 1, 'valid').relu();
  return dense.apply(maps.reshape([batch.shape[0], 36 * 4])) as tf.Tensor;
}
const optimizer = tf.train.adam(0.01);
for (let i = 0; i < 120; i++) {
  const from = (i * 16) % 96;
  optimizer.minimize(() => tf.losses.logLoss(bright.slice(from, 16), network(pictures.slice(from, 16))) as tf.Scalar);
}
