// label: zero-gradient [one unit for classes]
// cause: a softmax over a single unit, whose ones a binary cross-entropy clips away

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x, y } = circle();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [2] }));
model.add(tf.layers.dense({ units: 1 }));
model.add(tf.layers.activation({ activation: 'softmax' })); // cause
model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
model.fit(x, y, { epochs: 20, batchSize: 32 });
