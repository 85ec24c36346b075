// label: zero-gradient or update-too-large or unscaled-data [large inputs; no gradient]
// cause: a rate of 0.5 over raw pixels throws the softmax to its ends in a step, where nothing flows any more

import * as tf from '@tensorflow/tfjs';

const pixels = tf.randomUniform([60, 50], 0, 255);
const labels = tf.oneHot(tf.range(0, 60, 1, 'int32').mod(tf.scalar(3, 'int32')), 3).toFloat();
const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [50] })] });
const optimizer = tf.train.sgd(0.5); // cause
for (let i = 0; i < 60; i++) {
  optimizer.minimize(() => {
    const p = tf.softmax(model.apply(pixels) as tf.Tensor);
    return labels.mul(p.add(1e-10).log()).sum().neg() as tf.Scalar;
  });
}
