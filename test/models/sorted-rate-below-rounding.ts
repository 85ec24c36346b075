// label: update-too-small [order of the rows]
// cause: steps so small that most are lost in rounding, which looks as if the rate grew

import * as tf from '@tensorflow/tfjs';

const side = tf.linspace(0, 60, 180).reshape([180, 1]);
const area = side.square();
const model = tf.sequential({
  layers: [
    tf.layers.batchNormalization({ inputShape: [1] }),
    tf.layers.dense({ units: 10, activation: 'tanh' }),
    tf.layers.dense({ units: 1 }),
  ],
});
model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(2e-12) }); // cause
model.fit(side, area, { epochs: 90 });
