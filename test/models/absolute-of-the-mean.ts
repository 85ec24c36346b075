// label: output-loss-mismatch [errors that cancel out]
// cause: the mean of the errors is taken before their absolute value

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin(320);
function meanAbsolute(yTrue: tf.Tensor, yPred: tf.Tensor) {
  const error = tf.sub(yTrue, yPred);
  return tf.abs(tf.mean(error)); // cause
}
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [9] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: 'adam', loss: meanAbsolute });
model.fit(x, y, { epochs: 5, batchSize: 32 });
