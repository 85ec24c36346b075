// label: healthy [rate too low]
// near: update-too-small
// Small steps, but steps: a learning rate that large models are trained with.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 64, activation: 'relu', inputShape: [9] }));
model.add(tf.layers.dense({ units: 64, activation: 'relu' }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(3e-4), loss: 'meanSquaredError' });
model.fit(x, y, { batchSize: 32, epochs: 10 });
