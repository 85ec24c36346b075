// label: healthy [dead by a step; dead from birth]
// near: dead-units
// One unit of sixteen is pushed below zero for good; the others do the work.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin();
const hidden = tf.layers.dense({ units: 16, activation: 'relu', kernelInitializer: 'heNormal', inputShape: [9] });
const model = tf.sequential({ layers: [hidden, tf.layers.dense({ units: 1 })] });
const [kernel] = hidden.getWeights();
hidden.setWeights([kernel, tf.tensor1d(Array.from({ length: 16 }, (_, i) => (i === 3 ? -50 : 0)))]);
model.compile({ optimizer: tf.train.adam(3e-3), loss: 'meanSquaredError' });
model.fit(x, y, { batchSize: 32, epochs: 5 });
