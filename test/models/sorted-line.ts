// label: healthy [order of the rows]
// near: exploding-gradient or update-too-large
// A line over sorted numbers: the first batch has a fiftieth of the loss of the last one.

import * as tf from '@tensorflow/tfjs';

const minutes = tf.range(0, 400).div(400).expandDims(1);
const litres = minutes.mul(4).sub(0.5);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 1, inputShape: [1] }));
model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.05) });
model.fit(minutes, litres, { epochs: 30, batchSize: 16 });
