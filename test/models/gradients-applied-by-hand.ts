// label: healthy [gradients without effect]
// near: update-too-small

import * as tf from '@tensorflow/tfjs';

const features = tf.randomNormal([96, 5], 0, 1, 'float32', 12);
const labels = features
  .slice([0, 1], [96, 1])
  .sub(features.slice([0, 3], [96, 1]))
  .tanh();
const hidden = tf.variable(tf.randomNormal([5, 9], 0, 0.4), true, 'hidden');
const readout = tf.variable(tf.randomNormal([9, 1], 0, 0.3), true, 'readout');
const rate = 0.1;

for (let epoch = 0; epoch < 60; epoch++) {
  const { grads } = tf.variableGrads(
    () => tf.losses.meanSquaredError(labels, features.matMul(hidden).tanh().matMul(readout)) as tf.Scalar,
  );
  for (const variable of [hidden, readout]) variable.assign(variable.sub(grads[variable.name].mul(rate)));
}
