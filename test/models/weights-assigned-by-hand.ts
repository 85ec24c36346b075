// label: healthy [gradients without effect]
// near: update-too-small
// The loop takes its own steps: no optimizer, and each variable is assigned anew.

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x, y } = circle(200);
const w1 = tf.variable(tf.randomNormal([2, 24]));
const b1 = tf.variable(tf.zeros([24]));
const w2 = tf.variable(tf.randomNormal([24, 1], 0, 0.3));
const loss = () => {
  const logits = x.matMul(w1 as tf.Tensor2D).add(b1).relu().matMul(w2 as any); // prettier-ignore
  return tf.losses.sigmoidCrossEntropy(y, logits) as tf.Scalar;
};
for (let i = 0; i < 100; i++) {
  const { grads } = tf.variableGrads(loss, [w1, b1, w2]);
  for (const v of [w1, b1, w2]) v.assign(v.sub(grads[v.name].mul(0.5)));
}
