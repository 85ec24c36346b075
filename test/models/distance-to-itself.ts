// label: non-finite [not finite in a loss]
// cause: a contrastive loss takes the root of a squared distance that is zero for pairs of equal rows

import * as tf from '@tensorflow/tfjs';

const encoder = tf.sequential({ layers: [tf.layers.dense({ units: 4, activation: 'tanh', inputShape: [6] })] });
const anchors = tf.randomNormal([32, 6]);
const others = tf.concat([anchors.slice([0, 0], [8, 6]), tf.randomNormal([24, 6])]);
const optimizer = tf.train.adam(1e-3);

const contrastive = (): tf.Scalar => {
  const a = encoder.apply(anchors) as tf.Tensor;
  const b = encoder.apply(others) as tf.Tensor;
  const apart = tf.sum(tf.squaredDifference(a, b), 1);
  const distance = tf.sqrt(apart); // cause
  return tf.mean(distance);
};
for (let epoch = 0; epoch < 50; epoch++) optimizer.minimize(contrastive);
