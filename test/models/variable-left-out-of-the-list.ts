// label: zero-gradient

import * as tf from '@tensorflow/tfjs';

const slope = tf.variable(tf.randomNormal([4, 1], 0, 0.1), true, 'slope');
const offset = tf.variable(tf.zeros([1]), true, 'offset');
const optimizer = tf.train.adam(0.05);
const x = tf.randomNormal([128, 4]) as tf.Tensor2D;
const y = x.matMul(tf.tensor2d([[2], [-1], [0.5], [3]])).add(0.2);
const line = () => x.matMul(slope as tf.Tensor2D).add(offset);
const trained = [offset];
for (let i = 0; i < 200; i++) {
  optimizer.minimize(() => line().sub(y).square().mean() as tf.Scalar, false, trained); // cause
}
slope.print();
