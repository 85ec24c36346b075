// label: healthy [vanishing through hand-written kernels]
// near: vanishing-gradient

import * as tf from '@tensorflow/tfjs';

// each block adds a gated change to what it reads
const UNITS = 16;
const blocks = Array.from({ length: 8 }, () => ({
  gate: tf.variable(tf.randomNormal([UNITS, UNITS], 0, 0.2)),
  change: tf.variable(tf.randomNormal([UNITS, UNITS], 0, 0.2)),
}));
const into = tf.variable(tf.randomNormal([4, UNITS], 0, 0.5));
const out = tf.variable(tf.randomNormal([UNITS, 1], 0, 0.2));

function forward(x: tf.Tensor2D) {
  let state = tf.matMul(x, into as tf.Tensor2D);
  for (const { gate, change } of blocks) {
    const open = tf.sigmoid(tf.matMul(state, gate as tf.Tensor2D));
    state = tf.add(state, tf.mul(open, tf.tanh(tf.matMul(state, change as tf.Tensor2D))));
  }
  return tf.matMul(state, out as tf.Tensor2D);
}

const inputs = tf.randomUniform([200, 4], -1, 1) as tf.Tensor2D;
const targets = inputs
  .slice([0, 0], [200, 1])
  .mul(inputs.slice([0, 1], [200, 1]))
  .mul(3)
  .add(inputs.sum(1, true));

const optimizer = tf.train.adam(0.005);
for (let i = 0; i < 200; i++) {
  optimizer.minimize(() => tf.losses.meanSquaredError(targets, forward(inputs)) as tf.Scalar);
}
