// label: dead-units in some seeds [dead from birth]
// cause: a ReLU on the output of a regression, whose single weight starts negative in half of the seeds

import * as tf from '@tensorflow/tfjs';

const hours = tf.tensor2d([[1], [2], [3], [4], [5], [6]]);
const price = tf.tensor2d([[3], [5], [7], [9], [11], [13]]);
const model = tf.sequential();
model.add(tf.layers.dense({ inputShape: [1], units: 1, activation: 'relu' })); // cause
model.compile({ optimizer: tf.train.adam(0.02), loss: tf.losses.meanSquaredError });
model.fit(hours, price, { epochs: 60 });
