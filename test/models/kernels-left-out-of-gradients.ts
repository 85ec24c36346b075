// label: zero-gradient

import * as tf from '@tensorflow/tfjs';

const hidden = tf.variable(tf.randomNormal([3, 12], 0, 0.3));
const outer = tf.variable(tf.randomNormal([12, 2], 0, 0.3));
const bias = tf.variable(tf.zeros([2]));
const sgd = tf.train.sgd(0.2);
const x = tf.randomUniform([160, 3], -1, 1);
const labels = tf.oneHot(x.slice([0, 0], [160, 1]).reshape([160]).greater(0).toInt(), 2).toFloat();

function predict() {
  return x.matMul(hidden).relu().matMul(outer).add(bias);
}

for (let epoch = 0; epoch < 100; epoch++) {
  const { value, grads } = sgd.computeGradients(() => tf.losses.softmaxCrossEntropy(labels, predict()), [bias]); // cause
  sgd.applyGradients(grads);
  tf.dispose([value, grads]);
}
