// label: zero-gradient [one unit for classes]
// cause: the softmax that should weigh the steps runs over an axis of size one

import * as tf from '@tensorflow/tfjs';

const steps = tf.input({ shape: [8, 4] });
const scores = tf.layers.dense({ units: 1, activation: 'softmax' }).apply(steps) as tf.SymbolicTensor; // cause
const weighed = tf.layers.dot({ axes: 1 }).apply([scores, steps]) as tf.SymbolicTensor;
const answer = tf.layers.dense({ units: 1 }).apply(tf.layers.flatten().apply(weighed)) as tf.SymbolicTensor;
const model = tf.model({ inputs: steps, outputs: answer });
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
const x = tf.randomNormal([128, 8, 4]);
model.fit(x, x.slice([0, 2, 0], [128, 1, 1]).reshape([128, 1]), { epochs: 5 });
