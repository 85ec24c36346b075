// label: not-learning [penalty of the weights]
// cause: an l1 of 0.1 on every weight is nearly all of the loss, and the few steps only make weights smaller

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

const { x, y } = digits(256);
const heavy = () => tf.regularizers.l1l2({ l1: 0.1, l2: 0.1 });
const model = tf.sequential();
model.add(tf.layers.dense({ units: 48, activation: 'relu', inputShape: [784], kernelRegularizer: heavy() })); // cause
model.add(tf.layers.dense({ units: 32, activation: 'relu', kernelRegularizer: heavy() }));
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
model.compile({ optimizer: tf.train.adam(0.001), loss: 'categoricalCrossentropy' });
model.fit(x, y, { epochs: 8, batchSize: 64 });
