// label: dead-units or vanishing-gradient in some seeds [dead from birth]
// cause: fifteen layers of five ReLU units die at the start in about half of all seeds

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const model = tf.sequential();
model.add(tf.layers.dense({ units: 5, activation: 'relu', kernelInitializer: 'heUniform', inputShape: [2] })); // cause
for (let i = 0; i < 14; i++)
  model.add(tf.layers.dense({ units: 5, activation: 'relu', kernelInitializer: 'heUniform' })); // cause
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });

const { x, y } = circle();
model.fit(x, y, { batchSize: 128, epochs: 10 });
