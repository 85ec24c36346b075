// label: healthy [one unit for classes]
// not: output-loss-mismatch or zero-gradient
// The head of a softmax over two units, with one-hot labels.

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x, y } = circle(240);
const oneHot = tf.oneHot(y.reshape([240]).toInt(), 2);
const model = tf.sequential({ name: 'rings' });
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputDim: 2 }));
model.add(tf.layers.dense({ units: 2 }));
model.add(tf.layers.softmax());
model.compile({ optimizer: tf.train.adam(0.02), loss: 'categoricalCrossentropy' });
model.fit(x, oneHot, { epochs: 12, batchSize: 24 });
