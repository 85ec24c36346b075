// label: zero-gradient [one unit for classes]
// cause: a softmax over a single unit is always 1

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x, y } = circle();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [2] }));
model.add(tf.layers.dense({ units: 1, activation: 'softmax' })); // cause
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
model.fit(x, y, { batchSize: 64, epochs: 3 });
