// label: healthy [distances over classes]
// near: output-loss-mismatch
// The targets are shares that sum to 1 and no classes: their absolute error is a fair measure.

import * as tf from '@tensorflow/tfjs';

const soils = tf.randomUniform([400, 8]);
const parts = soils.slice([0, 0], [400, 4]);
const shares = parts.div(parts.sum(1, true));
const model = tf.sequential();
model.add(tf.layers.dense({ units: 30, activation: 'relu', inputShape: [8] }));
model.add(tf.layers.dense({ units: 4, activation: 'softmax' }));
model.compile({ optimizer: tf.train.adam(0.02), loss: 'meanAbsoluteError' });
await model.fit(soils, shares, { epochs: 20 });
