// label: vanishing-gradient [vanishing through hand-written kernels]
// cause

import * as tf from '@tensorflow/tfjs';

const filterOf = (height: number, width: number, from: number, to: number) =>
  tf.variable(tf.randomNormal([height, width, from, to], 0, 0.004)); // cause

const f1 = filterOf(3, 3, 1, 8);
const f2 = filterOf(3, 3, 8, 8);
const f3 = filterOf(3, 3, 8, 8);
const f4 = filterOf(3, 3, 8, 8);
const head = tf.variable(tf.randomNormal([8, 3], 0, 0.3));
const bias = tf.variable(tf.zeros([3]));

// bars that lie, stand or lean
function picture(kind: number): number[][][] {
  const at = 2 + Math.floor(Math.random() * 8);
  return Array.from({ length: 12 }, (_, y) =>
    Array.from({ length: 12 }, (_, x) => {
      const on = kind === 0 ? y === at : kind === 1 ? x === at : (x + y) % 12 === at;
      return [(on ? 1 : 0) + Math.random() * 0.1];
    }),
  );
}

const kinds = Array.from({ length: 150 }, (_, i) => i % 3);
const pictures = tf.tensor4d(kinds.map(picture));
const labels = tf.oneHot(tf.tensor1d(kinds, 'int32'), 3).toFloat();

function predict(x: tf.Tensor4D): tf.Tensor2D {
  let h = x;
  for (const f of [f1, f2, f3, f4]) h = tf.tanh(tf.conv2d(h, f as tf.Tensor4D, 1, 'same'));
  return h.mean([1, 2]).matMul(head).add(bias) as tf.Tensor2D;
}

const sgd = tf.train.sgd(0.05);
for (let i = 0; i < 200; i++) {
  sgd.minimize(() => tf.losses.softmaxCrossEntropy(labels, predict(pictures)) as tf.Scalar);
}
