// label: healthy [rate of Adadelta]
// near: update-too-large
// A tenth, on standardized features.

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(300);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 20, activation: 'tanh', inputShape: [2] }),
    tf.layers.dense({ units: 3, activation: 'softmax' }),
  ],
});
model.compile({ optimizer: tf.train.adadelta(0.1), loss: 'categoricalCrossentropy' });
model.fit(x.div(5), y, { epochs: 10, batchSize: 30 });
