// label: non-finite [gaps and infinities in the data]
// cause: the logarithm of a target of zero is minus infinity

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x } = circle(160);
const counts = x.square().sum(1, true).mul(4).floor();
const logs = counts.log(); // cause
const net = tf.sequential();
net.add(tf.layers.dense({ units: 10, activation: 'relu', inputShape: [2] }));
net.add(tf.layers.dense({ units: 1 }));
net.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
net.fit(x, logs, { epochs: 10, batchSize: 16 });
