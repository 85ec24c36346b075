// label: output-loss-mismatch [raw outputs in a cross-entropy]
// cause: clipByValue cuts a last layer without activation to 0 and 1 before its logarithm

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(240);
const last = tf.layers.dense({ units: 3 });
const classifier = tf.sequential({
  layers: [tf.layers.dense({ units: 16, activation: 'relu', inputShape: [2] }), last],
});

function categorical(labels: tf.Tensor, outputs: tf.Tensor): tf.Scalar {
  const safe = outputs.clipByValue(1e-7, 1 - 1e-7);
  return labels.mul(safe.log()).sum(-1).mean().neg() as tf.Scalar; // cause
}
classifier.compile({ optimizer: tf.train.adam(0.005), loss: categorical });
classifier.fit(x, y, { epochs: 8, batchSize: 24 });
