// label: not-learning [rows shuffled apart]

import * as tf from '@tensorflow/tfjs';

// Whether a parcel arrives late, from five measurements.
const N = 256;
const measured: number[][] = Array.from({ length: N }, () => Array.from({ length: 5 }, () => Math.random()));
const late: number[] = measured.map((m) => (m[0] + 2 * m[1] - m[2] > 1 ? 1 : 0));

const w = tf.variable(tf.randomNormal([5, 16], 0, 0.6));
const b = tf.variable(tf.zeros([16]));
const v = tf.variable(tf.randomNormal([16, 1], 0, 0.35));
const c = tf.variable(tf.zeros([1]));
const logits = (x: tf.Tensor2D) =>
  tf
    .relu(x.matMul(w as tf.Tensor2D).add(b))
    .matMul(v as tf.Tensor2D)
    .add(c) as tf.Tensor2D;
const optimizer = tf.train.adam(0.003);

function batches<T>(list: T[], size: number): T[][] {
  const out: T[][] = [];
  for (let i = 0; i < list.length; i += size) out.push(list.slice(i, i + size));
  return out;
}
for (let epoch = 0; epoch < 60; epoch++) {
  // each in a random order
  const xs = batches(
    measured.slice().sort(() => Math.random() - 0.5),
    32,
  );
  const ys = batches(
    late.slice().sort(() => Math.random() - 0.5),
    32,
  );
  xs.forEach((rows, i) => {
    tf.tidy(() => {
      const x = tf.tensor2d(rows);
      const y = tf.tensor2d(ys[i], [rows.length, 1]);
      optimizer.minimize(() => tf.losses.sigmoidCrossEntropy(y, logits(x)) as tf.Scalar); // cause
    });
  });
}
