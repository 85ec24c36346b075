// label: unreachable-targets [targets beyond a tanh]
// cause: tanh ends at 1, and the temperatures run from 5 to 35

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin(260);
const degrees = y.tanh().mul(15).add(20);
const net = tf.sequential();
net.add(tf.layers.dense({ units: 24, activation: 'relu', inputShape: [9] }));
net.add(tf.layers.dense({ units: 1, activation: 'tanh' })); // cause
net.compile({ optimizer: tf.train.adam(0.003), loss: 'meanSquaredError' });
net.fit(x, degrees, { epochs: 20, batchSize: 26 });
