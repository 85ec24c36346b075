// label: healthy [vanishing through depth]
// not: vanishing-gradient or saturated-activation
// Two sigmoid layers are no depth: the model leaves its plateau after two to four hundred steps.

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x, y } = circle();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'sigmoid', inputShape: [2] }));
model.add(tf.layers.dense({ units: 16, activation: 'sigmoid' }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
model.fit(x, y, { epochs: 100, batchSize: 64 });
