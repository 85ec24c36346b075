// label: exploding-gradient [steps up the loss]
// cause: the loop adds the gradients to its weights

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin(128);
const w = tf.variable(tf.randomNormal([9, 12], 0, 0.3));
const v = tf.variable(tf.randomNormal([12, 1], 0, 0.3));
const error = () => {
  const out = tf.matMul(tf.tanh(tf.matMul(x, w as tf.Tensor2D)), v as tf.Tensor2D);
  return tf.mean(tf.square(tf.sub(out, y))) as tf.Scalar;
};
const rate = 0.05;
for (let i = 0; i < 80; i++) {
  const { grads } = tf.variableGrads(error);
  w.assign(tf.add(w, tf.mul(rate, grads[w.name])));
  v.assign(tf.add(v, tf.mul(rate, grads[v.name])));
}
