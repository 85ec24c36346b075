// label: healthy [targets beyond a relu]
// near: unreachable-targets
// Rain of 0 to 5 millimeters, of which the gauge's error leaves some days just below zero.

import * as tf from '@tensorflow/tfjs';
import { gaussian } from './data';

const days = Array.from({ length: 220 }, () => [Math.random(), Math.random(), Math.random()]);
const rain = days.map(([clouds, heat, wind]) => [Math.max(0, 5 * clouds - 2 * heat + wind - 1) + 0.01 * gaussian()]);
const gauge = tf.sequential();
gauge.add(tf.layers.dense({ units: 24, activation: 'elu', inputShape: [3] }));
gauge.add(tf.layers.dense({ units: 1, activation: 'relu', biasInitializer: 'ones' }));
gauge.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
gauge.fit(tf.tensor2d(days), tf.tensor2d(rain), { epochs: 25, batchSize: 22 });
