// label: healthy [dead by a step]
// not: dead-units
// Biases below zero on purpose: each unit answers to few examples only, which is what ReLU is for.

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const sparse = (units: number, inputShape?: number[]) =>
  tf.layers.dense({
    units,
    activation: 'relu',
    kernelInitializer: 'heNormal',
    biasInitializer: tf.initializers.constant({ value: -0.5 }),
    inputShape,
  });

const { x, y } = blob();
const model = tf.sequential({
  layers: [sparse(64, [2]), sparse(64), tf.layers.dense({ units: 3, activation: 'softmax' })],
});
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
model.fit(x, y, { batchSize: 64, epochs: 3 });
