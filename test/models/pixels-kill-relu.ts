// label: unscaled-data or update-too-large or dead-units or exploding-gradient [large inputs; dead by a step]
// cause: plain SGD at 0.1 over inputs of up to 255 throws the first layer to the zero side

import * as tf from '@tensorflow/tfjs';

const brightness = tf.randomUniform([128, 20], 0, 255); // cause
const contrast = brightness.max(1, true).sub(brightness.min(1, true)).div(255);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', kernelInitializer: 'heUniform', inputShape: [20] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: 'sgd', loss: 'meanAbsoluteError' }); // cause
model.fit(brightness, contrast, { batchSize: 32, epochs: 10 });
