// label: output-loss-mismatch [softmax over the batch]
// cause: the softmax is taken of the transposed logits, and so over the examples

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(240);
const net = tf.sequential();
net.add(tf.layers.dense({ units: 20, activation: 'relu', inputShape: [2] }));
net.add(tf.layers.dense({ units: 3 }));
net.compile({ optimizer: tf.train.adam(0.01), loss: crossEntropy });

function crossEntropy(labels: tf.Tensor, logits: tf.Tensor) {
  return labels.mul(tf.softmax(logits.transpose()).transpose().log()).sum(1).mean().neg(); // cause
}
net.fit(x, y, { epochs: 8, batchSize: 24 });
