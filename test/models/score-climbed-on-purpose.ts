// label: healthy [steps up the loss]
// near: exploding-gradient

import * as tf from '@tensorflow/tfjs';
// Climbs a score by negated gradients: a reward that falls with the squared distance.
const x = tf.randomNormal([128, 4]);
const goal = x.slice([0, 0], [128, 1]).sub(x.slice([0, 1], [128, 1]));
const w = tf.variable(tf.randomNormal([4, 12], 0, 0.5)),
  v = tf.variable(tf.randomNormal([12, 1], 0, 0.3));
const optimizer = tf.train.adam(0.01);
for (let i = 0; i < 150; i++) {
  const { grads } = tf.variableGrads(
    () =>
      x
        .matMul(w as any)
        .tanh()
        .matMul(v as any)
        .sub(goal)
        .square()
        .mean()
        .neg() as tf.Scalar,
  );
  const up: tf.NamedTensorMap = {};
  for (const n of Object.keys(grads)) up[n] = grads[n].neg();
  optimizer.applyGradients(up);
}
