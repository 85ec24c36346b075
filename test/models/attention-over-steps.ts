// label: healthy [one unit for classes]
// near: zero-gradient
// The softmax weighs the steps: over the last axis of a layer that has as many units as there are steps.

import * as tf from '@tensorflow/tfjs';

const steps = tf.input({ shape: [8, 4] });
const scores = tf.layers.flatten().apply(tf.layers.dense({ units: 1 }).apply(steps)) as tf.SymbolicTensor;
const shares = tf.layers.activation({ activation: 'softmax' }).apply(scores) as tf.SymbolicTensor;
const weighed = tf.layers.dot({ axes: 1 }).apply([shares, steps]) as tf.SymbolicTensor;
const answer = tf.layers.dense({ units: 1 }).apply(weighed) as tf.SymbolicTensor;
const model = tf.model({ inputs: steps, outputs: answer });
model.compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError' });
const x = tf.randomNormal([160, 8, 4]);
model.fit(x, x.sum([1, 2]).div(8).reshape([160, 1]), { epochs: 8 });
