// label: healthy [large inputs]
// not: unscaled-data
// Numbers in the hundreds go through a batch normalization first.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin(320);
const model = tf.sequential();
model.add(tf.layers.batchNormalization({ inputShape: [9] }));
model.add(tf.layers.dense({ units: 16, activation: 'tanh' }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
model.fit(x.mul(300).add(500), y, { epochs: 10, batchSize: 32 });
