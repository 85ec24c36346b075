// label: zero-gradient [no gradient]
// cause: the loss rounds what it compares, and a rounded number does not change with the weights

import * as tf from '@tensorflow/tfjs';

const x = tf.randomUniform([40, 3], 0, 4);
const stars = x.mean(1).round();
const slope = tf.variable(tf.randomNormal([3, 1]));
const base = tf.variable(tf.scalar(1));
const optimizer = tf.train.adam(0.05);

function train() {
  const given = tf
    .matMul(x as tf.Tensor2D, slope as tf.Tensor2D)
    .add(base)
    .reshape([40])
    .round(); // cause
  return tf.losses.meanSquaredError(stars, given) as tf.Scalar;
}
for (let step = 0; step < 40; step++) optimizer.minimize(train);
