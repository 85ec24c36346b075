// label: unreachable-targets [targets beyond a tanh]
// cause: steps of up to five meters under a tanh, in a net of variables

import * as tf from '@tensorflow/tfjs';

const moves = tf.randomUniform([128, 3], -1, 1);
const steps = moves.matMul(tf.tensor2d([[4], [-3], [2]]));

const params = {
  w1: tf.variable(tf.randomNormal([3, 16], 0, 0.5)),
  b1: tf.variable(tf.zeros([16])),
  w2: tf.variable(tf.randomNormal([16, 1], 0, 0.25)),
};
function predict(x) {
  const hidden = tf.relu(tf.add(tf.matMul(x, params.w1), params.b1));
  return tf.tanh(tf.matMul(hidden, params.w2)); // cause
}
const optimizer = tf.train.adam(0.01);
for (let i = 0; i < 100; i++) {
  optimizer.minimize(() => tf.losses.meanSquaredError(steps, predict(moves)));
}
