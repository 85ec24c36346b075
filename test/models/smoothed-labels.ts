// label: healthy [labels of a binary cross-entropy]
// near: output-loss-mismatch
// Labels of 0.05 and 0.95, and a few that resizing has left a little above 1.

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x, y } = circle(300);
const labels = y
  .mul(0.9)
  .add(0.05)
  .add(tf.range(0, 300).equal(7).toFloat().mul(0.07).reshape([300, 1]));
const net = tf.sequential({
  layers: [
    tf.layers.dense({ units: 24, activation: 'relu', inputShape: [2] }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
net.compile({ optimizer: tf.train.adam(0.02), loss: 'binaryCrossentropy' });
net.fit(x, labels, { epochs: 15, batchSize: 30 });
