// label: update-too-small [gradients without effect]
// cause: the loop computes gradients and only prints the loss

import * as tf from '@tensorflow/tfjs';

const features = tf.randomNormal([96, 5], 0, 1, 'float32', 11);
const labels = features
  .slice([0, 1], [96, 1])
  .sub(features.slice([0, 3], [96, 1]))
  .tanh();
const hidden = tf.variable(tf.randomNormal([5, 9], 0, 0.4), true, 'hidden');
const readout = tf.variable(tf.randomNormal([9, 1], 0, 0.3), true, 'readout');

const predict = (x: tf.Tensor): tf.Tensor => x.matMul(hidden).tanh().matMul(readout);

for (let epoch = 0; epoch < 60; epoch++) {
  const { value, grads } = tf.variableGrads(() => predict(features).sub(labels).square().mean() as tf.Scalar); // cause
  if (epoch % 20 === 0) console.log(epoch, value.dataSync()[0], Object.keys(grads).length);
}
