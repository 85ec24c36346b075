// label: healthy [dead from birth]
// near: dead-units
// Inputs of one sign and no bias yet: about half of the units start dead, harmlessly.

import * as tf from '@tensorflow/tfjs';

const x = tf.randomUniform([512, 1], 0.2, 1);
const y = x.mul(3).sin();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: 'heNormal', inputShape: [1] }));
model.add(tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: 'heNormal' }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(1e-3), loss: 'meanSquaredError' });
model.fit(x, y, { batchSize: 64, epochs: 4 });
