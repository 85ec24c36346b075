// label: unscaled-data [large inputs]
// cause

import * as tf from '@tensorflow/tfjs';

const rows: number[][] = [];
const kinds: number[] = [];
for (let i = 0; i < 300; i++) {
  const kind = i % 3;
  kinds.push(kind);
  rows.push(
    Array.from({ length: 64 }, (_, k) => (Math.floor(k / 22) === kind ? 180 : 40) + Math.floor(Math.random() * 60)), // cause
  );
}
const pixels = tf.tensor2d(rows); // cause
const wanted = tf.oneHot(tf.tensor1d(kinds, 'int32'), 3).toFloat();

class Classifier {
  w1 = tf.variable(tf.randomNormal([64, 32], 0, 0.1));
  b1 = tf.variable(tf.zeros([32]));
  w2 = tf.variable(tf.randomNormal([32, 3], 0, 0.1));
  b2 = tf.variable(tf.zeros([3]));

  predict(x: tf.Tensor) {
    return x.matMul(this.w1).add(this.b1).relu().matMul(this.w2).add(this.b2);
  }
}

const net = new Classifier();
const sgd = tf.train.sgd(0.1);
for (let i = 0; i < 200; i++) {
  const cost = sgd.minimize(() => tf.losses.softmaxCrossEntropy(wanted, net.predict(pixels)) as tf.Scalar, true);
  if (i % 20 === 0) console.log(i, cost?.dataSync()[0]);
}
