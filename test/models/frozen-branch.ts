// label: healthy [no gradient]
// near: zero-gradient
// A frozen layer gets no update; that is what freezing is for.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const input = tf.input({ shape: [9] });
const features = tf.layers.dense({ units: 32, activation: 'relu', trainable: false, name: 'features' }).apply(input);
const hidden = tf.layers.dense({ units: 32, activation: 'relu' }).apply(features);
const output = tf.layers.dense({ units: 1 }).apply(hidden) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: output });
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });

const { x, y } = lin();
model.fit(x, y, { batchSize: 128, epochs: 10 });
