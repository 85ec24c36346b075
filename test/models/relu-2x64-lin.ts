// label: healthy [dead by a step; rate too high]
// not: update-too-large

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

export const createModel = () =>
  tf.sequential({
    layers: [
      tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: 'heNormal', inputShape: [9] }),
      tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: 'heNormal' }),
      tf.layers.dense({ units: 1 }),
    ],
  });

const model = createModel();
model.compile({ optimizer: tf.train.adam(), loss: 'meanSquaredError' });
const { x, y } = lin();
model.fit(x, y, { batchSize: 128, epochs: 20 });
