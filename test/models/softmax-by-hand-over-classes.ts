// label: healthy [softmax over the batch]
// near: output-loss-mismatch
// A softmax by hand that sums over the classes.

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(150);
const params = [
  tf.variable(tf.randomNormal([2, 12], 0, 0.5)),
  tf.variable(tf.zeros([12])),
  tf.variable(tf.randomNormal([12, 3], 0, 0.3)),
];
function probabilities(rows: tf.Tensor2D) {
  const hidden = tf.relu(rows.matMul(params[0] as tf.Tensor2D).add(params[1]));
  const logits = hidden.matMul(params[2] as tf.Tensor2D);
  const exps = logits.sub(logits.max(1, true)).exp();
  return exps.div(exps.sum(1, true));
}
const adam = tf.train.adam(0.02);
for (let i = 0; i < 120; i++)
  adam.minimize(() => y.mul(probabilities(x.div(5)).log()).sum(1).mean().neg() as tf.Scalar); // prettier-ignore
