// label: healthy [targets beyond a tanh]
// near: unreachable-targets
// Steering angles scaled to -1…1 by a limit that one row in a hundred exceeds.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin(300);
const spread = tf.moments(y).variance.sqrt();
const angles = y.div(spread).mul(0.4).clipByValue(-1.2, 1.2);
const net = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [9] }),
    tf.layers.dense({ units: 1, activation: 'tanh' }),
  ],
});
net.compile({ optimizer: tf.train.adam(0.005), loss: 'meanSquaredError' });
net.fit(x, angles, { epochs: 10, batchSize: 30 });
