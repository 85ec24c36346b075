// label: output-loss-mismatch [sign of a loss]
// cause: minimize gets the similarity itself, which is 1 at its best

import * as tf from '@tensorflow/tfjs';

const D = 5;
const texts = tf.randomNormal([160, 12]);
const meanings = tf.tidy(() => tf.tanh(tf.matMul(texts, tf.randomNormal([12, D], 0, 0.5))));

const w1 = tf.variable(tf.randomNormal([12, 24], 0, Math.sqrt(2 / 12)));
const b1 = tf.variable(tf.zeros([24]));
const w2 = tf.variable(tf.randomNormal([24, D], 0, Math.sqrt(1 / 24)));

function embed(x: tf.Tensor2D) {
  return tf.matMul(tf.relu(tf.add(tf.matMul(x, w1), b1)) as tf.Tensor2D, w2);
}

const opt = tf.train.momentum(0.1, 0.9);
for (let epoch = 0; epoch < 40; epoch++) {
  for (let start = 0; start < 160; start += 40) {
    const x = texts.slice([start, 0], [40, 12]) as tf.Tensor2D;
    const y = meanings.slice([start, 0], [40, D]);
    opt.minimize(() => {
      const guess = embed(x);
      const g = tf.div(guess, tf.norm(guess, 2, 1, true));
      const t = tf.div(y, tf.norm(y, 2, 1, true));
      const similarity = tf.sum(tf.mul(g, t), 1); // cause
      return tf.mean(similarity) as tf.Scalar;
    });
    x.dispose();
    y.dispose();
  }
}
