// label: exploding-gradient or update-too-large [order of the rows; rate too high]
// cause: a learning rate of 3 over sorted data whose first batch has hardly any loss

import * as tf from '@tensorflow/tfjs';

const x = tf.linspace(0, 2, 320).reshape([320, 1]);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 8, activation: 'relu', inputShape: [1], kernelInitializer: 'ones' }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(3) }); // cause
model.fit(x, x.square(), { epochs: 80 });
