// label: dead-units or zero-gradient in some seeds [dead from birth]
// cause: a ReLU on the output unit: once it is zero for every example nothing learns

import * as tf from '@tensorflow/tfjs';
import { gaussian } from './data';

const kernelInitializer = tf.initializers.randomNormal({ stddev: 0.05 });
const model = tf.sequential();
model.add(tf.layers.dense({ units: 12, inputShape: [8], activation: 'relu', kernelInitializer }));
model.add(tf.layers.dense({ units: 12, activation: 'relu', kernelInitializer }));
model.add(tf.layers.dense({ units: 1, activation: 'relu', kernelInitializer })); // cause
model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });

// Unscaled measurements of patients: counts, pressures, ages. All are positive, so examples look alike to the first
// layer.
const scales = [8, 120, 70, 20, 80, 32, 0.5, 35];
const rows = Array.from({ length: 200 }, () => scales.map((scale) => scale * Math.max(0, 1 + 0.3 * gaussian())));
const labels = rows.map((row) => [row[1] + row[5] > 152 ? 1 : 0]);
model.fit(tf.tensor2d(rows), tf.tensor2d(labels), { batchSize: 5, epochs: 3 });
