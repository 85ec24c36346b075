// label: output-loss-mismatch [softmax or sigmoid twice]
// cause: the loss of the loop applies a softmax to what the head made a softmax of

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(300);
const net = tf.sequential();
net.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [2] }));
net.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
const optimizer = tf.train.adam(0.01);

function crossEntropy(): tf.Scalar {
  const answers = net.apply(x.div(3)) as tf.Tensor2D;
  const shares = tf.softmax(answers); // cause
  return y.mul(shares.add(1e-7).log()).sum(1).mean().neg();
}

for (let step = 0; step < 60; step++) optimizer.minimize(crossEntropy);
