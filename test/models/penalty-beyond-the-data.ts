// label: not-learning [penalty of the weights]
// cause: an l2 penalty of 3 on every kernel keeps every answer at the mean

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin(320);
const strict = () => tf.regularizers.l2({ l2: 3 });
const model = tf.sequential();
model.add(tf.layers.dense({ units: 32, activation: 'tanh', inputShape: [9], kernelRegularizer: strict() })); // cause
model.add(tf.layers.dense({ units: 32, activation: 'tanh', kernelRegularizer: strict() })); // cause
model.add(tf.layers.dense({ units: 1, kernelRegularizer: strict() })); // cause
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
model.fit(x, y.div(3), { batchSize: 32, epochs: 40 });
