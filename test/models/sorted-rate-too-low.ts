// label: update-too-small [order of the rows]
// cause: a learning rate of 1e-10, over sorted data whose first batch has the largest loss

import * as tf from '@tensorflow/tfjs';

const x = tf.linspace(3, 0, 300).reshape([300, 1]);
const y = x.pow(3);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [1] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(1e-10) }); // cause
model.fit(x, y, { epochs: 80 });
