// label: exploding-gradient or non-finite or update-too-large [rate too high]
// cause: a learning rate of 0.5 on features in the tens

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin();
const wide = x.mul(20);

const w = tf.variable(tf.randomNormal([9, 1], 0, 0.1));
const b = tf.variable(tf.zeros([1]));
const predict = (features: tf.Tensor2D) => features.matMul(w as tf.Tensor2D).add(b);
const optimizer = tf.train.sgd(0.5); // cause

function trainStep() {
  optimizer.minimize(
    () =>
      predict(wide as tf.Tensor2D)
        .sub(y)
        .square()
        .mean() as tf.Scalar,
  );
}

for (let epoch = 0; epoch < 200; epoch++) trainStep();
