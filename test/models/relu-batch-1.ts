// label: healthy [dead from birth]
// near: dead-units
// One example a step: most ReLU units are zero in any one step, and none is dead.

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const model = tf.sequential();
model.add(tf.layers.dense({ units: 50, activation: 'relu', kernelInitializer: 'heUniform', inputShape: [2] }));
model.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });

const { x, y } = blob();
model.fit(x, y, { batchSize: 1, epochs: 1 });
