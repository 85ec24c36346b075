// label: unscaled-data or dead-units [large inputs; columns of different size]
// cause: bytes by the ten thousand beside packets, one row a step: the small layers die or stand still

import * as tf from '@tensorflow/tfjs';
import { gaussian } from './data';

const visits = Array.from({ length: 260 }, (_, i) => {
  const isRobot = i % 2;
  return { isRobot, row: [60 + 30 * isRobot + 9 * gaussian(), 5e4 + 2e4 * gaussian(), 900 - 500 * isRobot] };
});
const gate = tf.sequential();
const kernelInitializer = 'randomUniform';
gate.add(tf.layers.dense({ units: 10, activation: 'relu', kernelInitializer, inputShape: [3] }));
gate.add(tf.layers.dense({ units: 3, activation: 'relu', kernelInitializer }));
gate.add(tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer }));
gate.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
const table = tf.tensor2d(visits.map(({ row }) => row)); // cause
gate.fit(table, tf.tensor2d(visits.map(({ isRobot }) => [isRobot])), { batchSize: 1, epochs: 20 });
