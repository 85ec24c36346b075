// label: symmetric-weights [equal units]
// cause: all weights of the hidden layers start at the same number

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const same = () => tf.initializers.constant({ value: 0.3 });
const { x, y } = circle();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 12, activation: 'sigmoid', kernelInitializer: same(), inputShape: [2] })); // cause
model.add(tf.layers.dense({ units: 12, activation: 'sigmoid', kernelInitializer: same() })); // cause
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: same() }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
model.fit(x, y, { batchSize: 64, epochs: 5 });
