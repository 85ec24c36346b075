// label: update-too-small [rate too low]
// cause: a learning rate of 1e-5

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const model = tf.sequential();
model.add(tf.layers.dense({ units: 64, activation: 'relu', inputShape: [9] }));
model.add(tf.layers.dense({ units: 64, activation: 'relu' }));
model.add(tf.layers.dense({ units: 1 }));

const optimizer = tf.train.adam(1e-5); // cause
model.compile({ optimizer, loss: 'meanSquaredError' });

const { x, y } = lin();
model.fit(x, y, { batchSize: 128, epochs: 20 });
