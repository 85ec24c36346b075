// label: healthy [softmax over the batch]
// Each example takes a share of every other one's features: what sums to 1 over the batch is no answer.

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob();
const query = tf.variable(tf.randomNormal([2, 8], 0, 0.3));
const head = tf.variable(tf.randomNormal([4, 3], 0, 0.7));
const bias = tf.variable(tf.zeros([3]));

function logits(rows: tf.Tensor2D): tf.Tensor2D {
  const q = rows.matMul<tf.Tensor2D>(query);
  const shares = tf.softmax(q.matMul(q, false, true).div(Math.sqrt(8))).transpose();
  const seen = shares.transpose().matMul(rows);
  return tf.concat([rows, seen], 1).matMul<tf.Tensor2D>(head).add(bias);
}

const adam = tf.train.adam(0.02);
for (let at = 0; at < 900; at += 30) {
  const batch = x.slice([at, 0], [30, 2]) as tf.Tensor2D;
  const labels = y.slice([at, 0], [30, 3]) as tf.Tensor2D;
  adam.minimize(
    () =>
      labels
        .mul(tf.softmax(logits(batch)).log())
        .sum(1)
        .mean()
        .neg() as tf.Scalar,
  );
}
