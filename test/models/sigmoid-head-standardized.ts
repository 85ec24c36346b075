// label: unreachable-targets [targets beyond a sigmoid]
// cause: standardized targets under a sigmoid

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin(300);
const { mean, variance } = tf.moments(y);
const z = y.sub(mean).div(variance.sqrt());
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 20, activation: 'relu', inputShape: [9] }),
    tf.layers.dense({ units: 10, activation: 'relu' }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }), // cause
  ],
});
model.compile({ optimizer: tf.train.adam(0.003), loss: tf.losses.meanSquaredError });
model.fit(x, z, { epochs: 10, batchSize: 30 });
