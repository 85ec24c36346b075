// label: not-learning [dropout that leaves few units]
// cause: dropout of 0.95 leaves less than one of sixteen units

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin(512);
const features = tf.input({ shape: [9] });
const hidden = tf.layers.dense({ units: 16, activation: 'tanh' }).apply(features);
const kept = tf.layers.dropout({ rate: 0.95 }).apply(hidden); // cause
const answer = tf.layers.dense({ units: 1 }).apply(kept) as tf.SymbolicTensor;
const model = tf.model({ inputs: features, outputs: answer });
model.compile({ optimizer: tf.train.adam(0.001), loss: 'meanSquaredError' });
model.fit(x, y, { batchSize: 32, epochs: 20 });
