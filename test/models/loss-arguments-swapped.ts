// label: non-finite [not finite in a loss]
// cause: the loss function takes its arguments the wrong way round, so that it takes the logarithm of targets of zero

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

function crossEntropy(predicted: tf.Tensor, expected: tf.Tensor): tf.Tensor {
  const surprise = tf.neg(tf.log(predicted)); // cause
  return tf.mean(tf.sum(tf.mul(expected, surprise), -1));
}

const { x, y } = blob();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 8, activation: 'tanh', inputShape: [2] }));
model.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
model.compile({ loss: crossEntropy, optimizer: tf.train.sgd(0.1) });
model.fit(x, y, { batchSize: 64, epochs: 2 });
