// label: healthy [rate of Adadelta]
// near: exploding-gradient

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 32, activation: 'tanh', inputShape: [9] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adadelta(0.05), loss: 'meanSquaredError' });
model.fit(x, y, { batchSize: 32, epochs: 5 });
