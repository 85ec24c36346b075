// label: unscaled-data [large inputs]
// cause: columns of up to 200 go into a sigmoid that the code applies by itself

import * as tf from '@tensorflow/tfjs';

// Pressure, weight and age of patients, and whether they fall ill.
const ROWS = 320;
const patients = Array.from({ length: ROWS }, () => [
  100 + 100 * Math.random(),
  45 + 60 * Math.random(),
  15 + 60 * Math.random(),
]);
const ill = patients.map(([pressure, weight, age]) => [
  pressure / 100 + weight / 60 + age / 60 + 0.5 * Math.random() > 3.75 ? 1 : 0,
]);
const xs = tf.tensor2d(patients); // cause
const ys = tf.tensor2d(ill);

const w = tf.variable(tf.randomNormal([3, 16], 0, 0.5));
const b = tf.variable(tf.zeros([16]));
const v = tf.variable(tf.randomNormal([16, 1], 0, 0.3));
const c = tf.variable(tf.zeros([1]));

function logits(x: tf.Tensor): tf.Tensor {
  const hidden = x.matMul(w).add(b).sigmoid();
  return hidden.matMul(v).add(c);
}

const sgd = tf.train.sgd(0.05);
for (let step = 0; step < 600; step++) {
  const at = (step % 10) * 32;
  sgd.minimize(
    () => tf.losses.sigmoidCrossEntropy(ys.slice([at, 0], [32, 1]), logits(xs.slice([at, 0], [32, 3]))) as tf.Scalar,
  );
}
