// label: output-loss-mismatch [softmax over the batch]
// cause: the softmax sums over axis 0, the examples

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob();
const scores = tf.sequential({
  layers: [tf.layers.dense({ units: 24, activation: 'relu', inputShape: [2] }), tf.layers.dense({ units: 3 })],
});

const probabilities = (logits: tf.Tensor): tf.Tensor => {
  const exps = logits.sub(logits.max()).exp();
  return exps.div(exps.sum(0, true)); // cause
};

const optimizer = tf.train.adam(0.01);
for (let step = 0; step < 200; step++) {
  optimizer.minimize(() => {
    const p = probabilities(scores.apply(x) as tf.Tensor);
    return y.mul(p.add(1e-7).log()).sum(1).neg().mean() as tf.Scalar;
  });
}
