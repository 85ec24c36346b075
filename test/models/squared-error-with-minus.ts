// label: output-loss-mismatch [sign of a loss]

import * as tf from '@tensorflow/tfjs';

// Somebody read that the optimizer maximizes.
const loads = tf.randomNormal([160, 3]);
const bends = loads.matMul(tf.tensor2d([[0.4], [1.1], [-0.6]]));

const slopes = tf.variable(tf.randomNormal([3, 1], 0, 0.5));
const offset = tf.variable(tf.zeros([1]));
const bendOf = (load: tf.Tensor) => load.matMul(slopes).add(offset);

const optimizer = tf.train.sgd(0.05);
for (let step = 0; step < 60; step++) {
  optimizer.minimize(() => {
    const error = bendOf(loads).squaredDifference(bends); // cause
    return error.mean().mul(-1) as tf.Scalar;
  });
}
