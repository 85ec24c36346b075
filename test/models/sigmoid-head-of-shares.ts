// label: healthy [targets beyond a sigmoid]
// not: unreachable-targets
// Shares of 0 to 1 are what a sigmoid is for, also under a squared error.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin(280);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [9] }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
model.fit(x, y.mul(2).sigmoid(), { epochs: 10, batchSize: 28 });
