// label: non-finite [not finite in a loss]
// cause: a softmax by hand takes the exponential of logits beyond 88, which float32 cannot hold

import * as tf from '@tensorflow/tfjs';

const pixels = tf.randomUniform([48, 60], 0, 255) as tf.Tensor2D;
const labels = tf.oneHot(tf.range(0, 48, 1, 'int32').mod(tf.scalar(4, 'int32')), 4).toFloat();
const weights = tf.variable(tf.randomNormal([60, 4]) as tf.Tensor2D);
const optimizer = tf.train.adam(0.001);

for (let step = 0; step < 40; step++) {
  optimizer.minimize(() => {
    const powers = tf.exp(tf.matMul(pixels, weights)); // cause
    const probabilities = powers.div(powers.sum(1, true));
    return labels.mul(probabilities.add(1e-8).log()).sum(1).mean().neg() as tf.Scalar;
  });
}
