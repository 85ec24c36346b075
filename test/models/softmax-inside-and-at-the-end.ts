// label: healthy [softmax or sigmoid twice]
// near: output-loss-mismatch
// A hidden softmax chooses between parts, and the head has one of its own behind weights.

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(450);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, activation: 'softmax', inputShape: [2] }),
    tf.layers.dense({ units: 3, activation: 'softmax' }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.05), loss: 'categoricalCrossentropy' });
model.fit(x, y, { batchSize: 45, epochs: 6 });
