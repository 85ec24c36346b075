// label: output-loss-mismatch
// cause: dropout behind the softmax makes the probability of the right class 0 in a third of the rows

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(450);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [2] }),
    tf.layers.dense({ units: 3, activation: 'softmax' }),
    tf.layers.dropout({ rate: 0.3 }), // cause
  ],
});
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
model.fit(x, y, { epochs: 12, batchSize: 30 });
