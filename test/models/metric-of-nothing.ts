// label: healthy [not finite in a loss]
// near: non-finite

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

/** The share of ones among the answers that are surer than 0.999: of none at first, so that it is 0 / 0. */
const precisionOfTheSure = (target: tf.Tensor, output: tf.Tensor) => {
  const sure = output.greater(0.999).toFloat();
  return target.mul(sure).sum().div(sure.sum());
};

const { x, y } = circle();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [2] }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.adam(0.02), loss: 'binaryCrossentropy', metrics: [precisionOfTheSure] });
model.fit(x, y, { batchSize: 64, epochs: 4 });
