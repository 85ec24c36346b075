// label: exploding-gradient or update-too-large or dead-units or non-finite [rate of Adadelta]
// cause: Adadelta's rate of 1 from Keras, where the first step of tfjs is the gradient times the rate

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: 'heNormal', inputShape: [9] }));
model.add(tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: 'heNormal' }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adadelta(1.0, 0.95), loss: 'meanSquaredError' }); // cause
model.fit(x, y.mul(5), { batchSize: 32, epochs: 5 });
