// label: healthy [labels of a binary cross-entropy]
// near: output-loss-mismatch
import * as tf from '@tensorflow/tfjs';

// the logistic loss of a margin takes labels of -1 and 1
const ballots = Array.from({ length: 120 }, (_, i) => {
  const [age, income, town] = [((i * 37) % 100) / 50 - 1, ((i * 53) % 100) / 50 - 1, ((i * 71) % 100) / 50 - 1];
  return { row: [age, income, town], vote: age + income - town > 0 ? 1 : -1 };
});
const x = tf.tensor2d(ballots.map((b) => b.row));
const votes = tf.tensor2d(ballots.map((b) => [b.vote]));

const w1 = tf.variable(tf.randomNormal([3, 8], 0, 0.5));
const b1 = tf.variable(tf.zeros([8]));
const w2 = tf.variable(tf.randomNormal([8, 1], 0, 0.5));

const optimizer = tf.train.adam(0.05);
for (let i = 0; i < 200; i++)
  optimizer.minimize(() => {
    const s = x
      .matMul(w1)
      .add(b1)
      .tanh()
      .matMul(w2 as tf.Tensor2D);
    return tf.softplus(votes.mul(s).neg()).mean();
  });
