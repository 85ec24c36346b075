// label: healthy [the same answer for all]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

const WORDS = 30;
const LENGTH = 12;
const WIDTH = 8;
const table = tf.variable(tf.randomNormal([WORDS, WIDTH], 0, 0.4));
const ask = tf.variable(tf.randomNormal([WIDTH, 1], 0, 0.4));
const out = tf.variable(tf.randomNormal([WIDTH, 3], 0, 0.4));

function text(kind: number) {
  const length = 4 + Math.floor(Math.random() * 6);
  const words = Array.from({ length }, () => 10 + Math.floor(Math.random() * 20));
  words[Math.floor(Math.random() * length)] = 1 + kind * 3 + Math.floor(Math.random() * 3);
  return [...words, ...Array(LENGTH - length).fill(0)];
}

const kinds = Array.from({ length: 180 }, (_, i) => i % 3);
const texts = kinds.map(text);

function read(ids: tf.Tensor2D) {
  const n = ids.shape[0];
  const words = tf.gather(table, ids.flatten().toInt()) as tf.Tensor2D;
  const scores = words.matMul(ask as tf.Tensor2D).reshape([n, LENGTH]);
  const hidden = ids.equal(0).toFloat().mul(-1e9);
  const weights = scores.add(hidden).softmax().expandDims(2);
  return words
    .reshape([n, LENGTH, WIDTH])
    .mul(weights)
    .sum(1)
    .matMul(out as tf.Tensor2D);
}

const optimizer = tf.train.adam(0.02);
for (let epoch = 0; epoch < 15; epoch++)
  for (let i = 0; i < 180; i += 30) {
    const ids = tf.tensor2d(texts.slice(i, i + 30), [30, LENGTH], 'int32');
    const wanted = tf.oneHot(tf.tensor1d(kinds.slice(i, i + 30), 'int32'), 3);
    optimizer.minimize(() => tf.losses.softmaxCrossEntropy(wanted, read(ids)) as tf.Scalar);
  }
