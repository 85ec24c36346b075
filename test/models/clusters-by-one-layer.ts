// label: healthy [no hidden layer]
// near: not-learning
// Lines are enough for three clusters.

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(240);
const regression = tf.sequential({
  layers: [tf.layers.dense({ units: 3, activation: 'softmax', inputShape: [2] })],
});
regression.compile({ optimizer: tf.train.adam(0.05), loss: 'categoricalCrossentropy' });
regression.fit(x.div(5), y, { epochs: 10, batchSize: 24 });
