// label: healthy
// near: not-learning
// The softmax weighs what eight experts answer: it is multiplied with them, and no kernel reads it.

import * as tf from '@tensorflow/tfjs';

const EXPERTS = 8;
const given = tf.input({ shape: [6] });
const gate = tf.layers.dense({ units: EXPERTS, activation: 'softmax' }).apply(given) as tf.SymbolicTensor;
const answers = tf.layers.dense({ units: EXPERTS }).apply(given) as tf.SymbolicTensor;
const mixed = tf.layers.dot({ axes: 1 }).apply([gate, answers]) as tf.SymbolicTensor;
const mixture = tf.model({ inputs: given, outputs: mixed });
mixture.compile({ optimizer: tf.train.sgd(0.02), loss: 'meanSquaredError' });

const x = tf.randomNormal([256, 6]);
const y = x
  .slice([0, 0], [256, 1])
  .relu()
  .sub(x.slice([0, 1], [256, 1]));
mixture.fit(x, y, { epochs: 30, batchSize: 16 });
