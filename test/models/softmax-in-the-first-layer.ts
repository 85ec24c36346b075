// label: not-learning

import * as tf from '@tensorflow/tfjs';

const rows = 600;
const sensors = tf.randomNormal([rows, 12]);
const loudest = sensors.slice([0, 0], [rows, 3]).argMax(1) as tf.Tensor1D;

const model = tf.sequential();
model.add(tf.layers.dense({ units: 64, activation: 'softmax', inputShape: [12] })); // cause
model.add(tf.layers.dense({ units: 32, activation: 'relu' }));
model.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
model.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
model.fit(sensors, tf.oneHot(loudest, 3), { epochs: 10, batchSize: 32 });
