// label: healthy [products over the batch]
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

/** Each row of one tower is told from all rows of the other, which is what the products of all pairs are for. */
const tower = () =>
  tf.sequential({
    layers: [tf.layers.dense({ units: 24, activation: 'tanh', inputShape: [6] }), tf.layers.dense({ units: 8 })],
  });
const [images, texts] = [tower(), tower()];
const u = tf.randomNormal<tf.Rank.R2>([384, 6]);
const v = u.add(tf.randomNormal([384, 6], 0, 0.1));
const optimizer = tf.train.adam(0.01);
for (let step = 0; step < 200; step++) {
  const from = (step * 24) % 384;
  optimizer.minimize(() => {
    const a = images.apply(u.slice(from, 24)) as tf.Tensor2D;
    const b = texts.apply(v.slice(from, 24)) as tf.Tensor2D;
    const alike = tf.matMul(a, b, false, true);
    return tf.losses.softmaxCrossEntropy(tf.eye(24), alike) as tf.Scalar;
  });
}
