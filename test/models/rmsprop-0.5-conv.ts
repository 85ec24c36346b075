// label: update-too-large or dead-units or exploding-gradient or saturated-activation [dead by a step; rate too high]
// cause: RMSProp with a learning rate of 0.5

import * as tf from '@tensorflow/tfjs';
import { pictures } from './data';

const { x, y } = pictures(128, 16);
const model = tf.sequential();
model.add(tf.layers.conv2d({ filters: 8, kernelSize: 3, activation: 'elu', inputShape: [16, 16, 3] }));
model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
model.add(tf.layers.conv2d({ filters: 16, kernelSize: 3, activation: 'elu' }));
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
model.compile({ optimizer: tf.train.rmsprop(0.5), loss: 'categoricalCrossentropy' }); // cause
model.fit(x, y, { batchSize: 32, epochs: 4 });
