// label: vanishing-gradient [vanishing through hand-written kernels]
// cause

import * as tf from '@tensorflow/tfjs';

// which of two moons a point belongs to
const POINTS = 240;
const sizes = [2, 12, 12, 12, 12, 12, 12, 12, 2];

const xy: number[][] = [];
const moon: number[] = [];
for (let i = 0; i < POINTS; i++) {
  const upper = i % 2;
  const angle = Math.random() * Math.PI;
  const noise = () => (Math.random() - 0.5) * 0.2;
  xy.push([
    upper ? Math.cos(angle) + noise() : 1 - Math.cos(angle) + noise(),
    upper ? Math.sin(angle) + noise() : 0.5 - Math.sin(angle) + noise(),
  ]);
  moon.push(upper);
}

const weights = sizes.slice(1).map((n, i) => tf.variable(tf.randomNormal([sizes[i], n], 0, 0.3), true, `w${i}`));
const biases = sizes.slice(1).map((n, i) => tf.variable(tf.zeros([n]), true, `b${i}`));

function logits(points: tf.Tensor2D): tf.Tensor2D {
  let hidden: tf.Tensor = points;
  weights.forEach((w, i) => {
    hidden = hidden.matMul(w).add(biases[i]);
    if (i < weights.length - 1) hidden = tf.sigmoid(hidden); // cause
  });
  return hidden as tf.Tensor2D;
}

const points = tf.tensor2d(xy);
const labels = tf.oneHot(tf.tensor1d(moon, 'int32'), 2);
const optimizer = tf.train.sgd(0.1);
for (let epoch = 0; epoch < 400; epoch++) {
  const loss = optimizer.minimize(() => tf.losses.softmaxCrossEntropy(labels, logits(points)) as tf.Scalar, true);
  if (epoch % 50 === 0) console.log(epoch, loss?.dataSync()[0]);
}
