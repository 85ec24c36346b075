// label: non-finite [gaps and infinities in the data]
// A missing measurement became NaN.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin();
const values = x.arraySync().map((row, i) => (i === 5 ? [...row.slice(0, 8), Number('n/a')] : row));
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [9] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
model.fit(tf.tensor2d(values), y, { batchSize: 32, shuffle: false }); // cause
