// label: dead-units [dead from birth]
// cause: biases that start far below zero

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin();
const input = tf.input({ shape: [9] });
const h = tf.layers
  .dense({ units: 32, activation: 'relu', biasInitializer: tf.initializers.constant({ value: -20 }) }) // cause
  .apply(input);
const out = tf.layers.dense({ units: 1 }).apply(h) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: out });
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
model.fit(x, y, { batchSize: 32, epochs: 3 });
