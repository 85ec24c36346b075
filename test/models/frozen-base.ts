// label: healthy [no gradient]
// not: update-too-small
// Fine-tuning: a frozen base under a new head, in small steps.

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

function base(): tf.Sequential {
  const net = tf.sequential({ name: 'base' });
  net.add(tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: 'heNormal', inputShape: [784] }));
  net.add(tf.layers.dense({ units: 32, activation: 'relu', kernelInitializer: 'heNormal' }));
  for (const layer of net.layers) layer.trainable = false;
  return net;
}

function withHead(features: tf.Sequential): tf.LayersModel {
  const hidden = tf.layers.dense({ units: 32, activation: 'relu' }).apply(features.output) as tf.SymbolicTensor;
  const output = tf.layers.dense({ units: 10, activation: 'softmax' }).apply(hidden) as tf.SymbolicTensor;
  return tf.model({ inputs: features.inputs, outputs: output });
}

const { x, y } = digits(640);
const tuned = withHead(base());
tuned.compile({ optimizer: tf.train.adam(3e-4), loss: 'categoricalCrossentropy' });
tuned.fit(x, y, { batchSize: 64, epochs: 3 });
