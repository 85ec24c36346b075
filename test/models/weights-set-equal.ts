// label: symmetric-weights [equal units]
// cause: the weights were set by hand, to one column repeated

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin();
const hidden = tf.layers.dense({ units: 8, activation: 'tanh', inputShape: [9] }); // cause
const model = tf.sequential({ layers: [hidden, tf.layers.dense({ units: 1, kernelInitializer: 'ones' })] });
hidden.setWeights([tf.randomNormal([9, 1], 0, 0.3).tile([1, 8]), tf.zeros([8])]);
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
model.fit(x, y, { batchSize: 32, epochs: 5 });
