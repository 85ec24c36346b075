// label: healthy [products over the batch]
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

/** One pair a step: its products are all that there is to add up. */
const tower = () =>
  tf.sequential({
    layers: [tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [3] }), tf.layers.dense({ units: 4 })],
  });
const [users, items] = [tower(), tower()];
const u = tf.randomNormal([400, 3]);
const v = tf.randomNormal([400, 3]);
const likes = u.mul(v).sum(1, true).tanh();
const optimizer = tf.train.adam(0.01);
for (let step = 0; step < 400; step++) {
  optimizer.minimize(() => {
    const a = users.apply(u.slice(step, 1)) as tf.Tensor;
    const b = items.apply(v.slice(step, 1)) as tf.Tensor;
    return a.mul(b).sum().sub(likes.slice(step, 1)).square().mean() as tf.Scalar;
  });
}
