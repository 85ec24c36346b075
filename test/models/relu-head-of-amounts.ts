// label: healthy [targets beyond a relu; dead from birth]
// near: dead-units

import * as tf from '@tensorflow/tfjs';

const x = tf.randomUniform([256, 5]);
const amounts = x.sum(1, true).mul(2).add(1);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 24, activation: 'relu', kernelInitializer: 'heNormal', inputShape: [5] }),
    tf.layers.dense({ units: 1, activation: 'relu', biasInitializer: 'ones', kernelInitializer: 'glorotUniform' }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
model.fit(x, amounts, { batchSize: 32, epochs: 6 });
