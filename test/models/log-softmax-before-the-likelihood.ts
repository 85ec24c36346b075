// label: healthy [sign of a loss]
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

const [n, k] = [180, 4];
const ids = Array.from({ length: n }, () => Math.floor(Math.random() * k));
const y = tf.oneHot(tf.tensor1d(ids, 'int32'), k).toFloat();
const x = tf.tensor2d(ids.map((id) => [id % 2, id > 1 ? 1 : -1, Math.random()])).add(tf.randomNormal([n, 3], 0, 0.2));

const body = tf.layers.dense({ units: 20, activation: 'selu', inputShape: [3] });
const head = tf.layers.dense({ units: k });
const net = tf.sequential({ layers: [body, head] });
const adam = tf.train.adam(0.02);

for (let i = 0; i < 80; i++) {
  const from = (i % 3) * 60;
  adam.minimize(() => {
    const logits = net.apply(x.slice([from, 0], [60, 3])) as tf.Tensor;
    const logProbs = tf.logSoftmax(logits);
    return logProbs
      .mul(y.slice([from, 0], [60, k]))
      .sum(1)
      .mean()
      .neg() as tf.Scalar;
  });
}
