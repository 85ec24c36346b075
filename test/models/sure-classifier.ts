// label: healthy [saturated hidden layers]
// near: saturated-activation
// Blobs far apart are easy to tell: nearly all outputs end at the ends of the softmax, because they are right.

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(600);
const model = tf.sequential();
model.add(tf.layers.dense({ inputShape: [2], units: 32, activation: 'relu', kernelInitializer: 'heNormal' }));
model.add(tf.layers.dense({ units: 3 }));
model.add(tf.layers.softmax());
model.compile({ optimizer: tf.train.adam(0.02), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
const training = model.fit(x.div(2), y, { batchSize: 50, epochs: 6 });
export default training;
