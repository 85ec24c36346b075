// label: non-finite [gaps and infinities in the data]
// cause: scaling by the range divides a column that never changes by zero

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin(200);
const raw = tf.concat([x, tf.ones([200, 1])], 1);
const low = raw.min(0);
const span = raw.max(0).sub(low);
const scaled = raw.sub(low).div(span); // cause
const model = tf.sequential({
  layers: [tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [10] }), tf.layers.dense({ units: 1 })],
});
model.compile({ optimizer: tf.train.rmsprop(0.001), loss: 'meanSquaredError' });
model.fit(scaled, y, { epochs: 5, batchSize: 20 });
