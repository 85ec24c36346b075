// label: healthy
// near: output-loss-mismatch
// Dropout of logits, which a loss of logits takes as an answer without an opinion.

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(450);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [2] }),
    tf.layers.dense({ units: 3 }),
    tf.layers.dropout({ rate: 0.2 }),
  ],
});
model.compile({ optimizer: 'adam', loss: (labels, logits) => tf.losses.softmaxCrossEntropy(labels, logits) });
model.fit(x, y, { epochs: 12, batchSize: 30 });
