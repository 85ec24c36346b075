// label: output-loss-mismatch [softmax or sigmoid twice]
// cause: softmaxCrossEntropy takes logits and applies the softmax itself

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(600);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 20, activation: 'elu', inputShape: [2] }),
    tf.layers.dense({ units: 3, activation: 'softmax' }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: tf.losses.softmaxCrossEntropy }); // cause
model.fit(x.div(3), y, { batchSize: 60, epochs: 5 });
