// label: healthy [not finite in a late step]
// not: non-finite or update-too-small or vanishing-gradient
// Weights that were found before: the loss is at the level of the noise, and all gradients are tiny alike.

import * as tf from '@tensorflow/tfjs';
import { gaussian } from './data';

const slopes = [0.5, -1.2, 2.0, 0.3];
const rows = Array.from({ length: 256 }, () => slopes.map(gaussian));
const x = tf.tensor2d(rows);
const y = tf.tensor2d(rows.map((row) => [row.reduce((sum, v, i) => sum + v * slopes[i], 0) + 1e-3 * gaussian()]));

const hidden = tf.layers.dense({ units: 4, inputShape: [4] });
const output = tf.layers.dense({ units: 1 });
const model = tf.sequential({ layers: [hidden, output] });
hidden.setWeights([tf.eye(4), tf.zeros([4])]);
output.setWeights([tf.tensor2d(slopes, [4, 1]), tf.zeros([1])]);
model.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError' });
model.fit(x, y, { epochs: 5, batchSize: 64 });
