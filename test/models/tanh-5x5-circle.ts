// label: healthy [vanishing through depth; saturated hidden layers]
// not: saturated-activation

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const model = tf.sequential();
model.add(tf.layers.dense({ units: 5, activation: 'tanh', kernelInitializer: 'heUniform', inputShape: [2] }));
for (let i = 1; i < 5; i++) {
  model.add(tf.layers.dense({ units: 5, activation: 'tanh', kernelInitializer: 'heUniform' }));
}
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });

const { x, y } = circle();
model.fit(x, y, { batchSize: 128, epochs: 20 });
