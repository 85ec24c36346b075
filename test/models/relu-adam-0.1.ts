// label: dead-units or update-too-large [dead by a step]
// cause: Adam with a learning rate of 0.1

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const regressor = tf.sequential({
  layers: [
    tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: 'heNormal', inputShape: [9] }),
    tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: 'heNormal' }),
    tf.layers.dense({ units: 1 }),
  ],
});
regressor.compile({ optimizer: tf.train.adam(0.1), loss: 'meanSquaredError' }); // cause

const { x, y } = lin();
regressor.fit(x, y, { batchSize: 32, epochs: 5 });
