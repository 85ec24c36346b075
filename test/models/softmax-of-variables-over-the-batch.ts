// label: output-loss-mismatch [softmax over the batch]
// cause: a softmax by hand that divides by the sum over axis 0

import * as tf from '@tensorflow/tfjs';

const kinds = Array.from({ length: 120 }, (_, i) => i % 4);
const x = tf.tensor2d(kinds.map((k) => [0, 1, 2, 3].map((at) => (at === k ? 1 : 0) + 0.5 * Math.random())));
const y = tf.oneHot(kinds, 4).toFloat();
let w = tf.variable(tf.randomNormal([4, 4], 0, 0.5));
let b = tf.variable(tf.zeros([4]));

const softmax = (z) => {
  const e = tf.exp(z);
  return tf.div(e, tf.sum(e, 0)); // cause
};
const loss = () => tf.mul(y, tf.log(softmax(tf.add(tf.matMul(x, w), b)))).sum().div(-120); // prettier-ignore
const optimizer = tf.train.sgd(0.2);
for (let i = 0; i < 150; i++) optimizer.minimize(loss as () => tf.Scalar);
