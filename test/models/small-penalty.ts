// label: healthy [penalty of the weights]
// near: not-learning
// An ordinary penalty: part of the loss, while the data's part falls.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin(320);
const decay = tf.regularizers.l2({ l2: 0.001 });
const model = tf.sequential();
model.add(tf.layers.dense({ units: 48, activation: 'relu', inputShape: [9], kernelRegularizer: decay }));
model.add(tf.layers.dense({ units: 1, kernelRegularizer: decay }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
model.fit(x, y, { batchSize: 32, epochs: 10 });
