// label: healthy [large inputs]
// near: unscaled-data

import * as tf from '@tensorflow/tfjs';

const rows: number[][] = [];
const kinds: number[] = [];
for (let i = 0; i < 240; i++) {
  const kind = i % 3;
  kinds.push(kind);
  rows.push(Array.from({ length: 48 }, (_, k) => (k % 3 === kind ? 120 : 60) + Math.floor(Math.random() * 80)));
}
const pixels = tf.tensor2d(rows).div(255);
const wanted = tf.oneHot(tf.tensor1d(kinds, 'int32'), 3).toFloat();
const inner = tf.variable(tf.randomNormal([48, 20], 0, Math.sqrt(2 / 48)));
const shift = tf.variable(tf.zeros([20]));
const outer = tf.variable(tf.randomNormal([20, 3], 0, Math.sqrt(2 / 20)));

const adam = tf.train.adam(0.01);
for (let i = 0; i < 150; i++) {
  adam.minimize(
    () => tf.losses.softmaxCrossEntropy(wanted, pixels.matMul(inner).add(shift).relu().matMul(outer)) as tf.Scalar,
  );
}
