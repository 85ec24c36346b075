// label: not-learning [penalty of the weights; nothing learned]
// cause: an l1 penalty on every kernel outweighs the cross-entropy

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(450);
const kernelRegularizer = tf.regularizers.l1({ l1: 1 });
const net = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, activation: 'relu', inputShape: [2], kernelRegularizer }), // cause
    tf.layers.dense({ units: 16, activation: 'relu', kernelRegularizer }), // cause
    tf.layers.dense({ units: 3, activation: 'softmax', kernelRegularizer }), // cause
  ],
});
net.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy' });
void net.fit(x.div(6), y, { batchSize: 50, epochs: 20 });
