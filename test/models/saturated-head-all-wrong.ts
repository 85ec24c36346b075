// label: not-learning [nothing learned]
// cause: a bias of 9 holds the sigmoid at 1 for every example, half of which are 0

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x, y } = circle(600);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 32, activation: 'relu', inputShape: [2] }));
const biasInitializer = tf.initializers.constant({ value: 9 });
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid', biasInitializer })); // cause
model.compile({ optimizer: tf.train.sgd(0.05), loss: 'meanSquaredError' });
model.fit(x, y, { batchSize: 50, epochs: 10 });
