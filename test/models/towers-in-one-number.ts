// label: output-loss-mismatch [products over the batch]
// cause: the two towers' products become one number for the whole batch, which meets each label

import * as tf from '@tensorflow/tfjs';

const tower = () =>
  tf.sequential({
    layers: [tf.layers.dense({ units: 16, activation: 'relu', inputShape: [6] }), tf.layers.dense({ units: 4 })],
  });
const [users, items] = [tower(), tower()];
const u = tf.randomNormal([384, 6]);
const v = tf.randomNormal([384, 6]);
const bought = u.mul(v).sum(1).greater(0).toFloat();
const optimizer = tf.train.adam(0.005);

function score(from: number) {
  const a = users.apply(u.slice(from, 24)) as tf.Tensor;
  const b = items.apply(v.slice(from, 24)) as tf.Tensor;
  return a.mul(b).sum(); // cause
}
for (let step = 0; step < 120; step++) {
  const from = (step * 24) % 384;
  optimizer.minimize(() => score(from).sub(bought.slice(from, 24)).square().mean() as tf.Scalar);
}
