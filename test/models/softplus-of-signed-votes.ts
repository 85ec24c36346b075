// label: output-loss-mismatch [labels of a binary cross-entropy]
// cause: votes of -1 and 1 in the form of the cross-entropy that takes 0 and 1
import * as tf from '@tensorflow/tfjs';

const ballots = Array.from({ length: 120 }, (_, i) => {
  const [age, income, town] = [((i * 37) % 100) / 50 - 1, ((i * 53) % 100) / 50 - 1, ((i * 71) % 100) / 50 - 1];
  return { row: [age, income, town], vote: age + income - town > 0 ? 1 : -1 };
});
const x = tf.tensor2d(ballots.map((b) => b.row));
const votes = tf.tensor2d(ballots.map((b) => [b.vote]));

const w1 = tf.variable(tf.randomNormal([3, 8], 0, 0.5));
const b1 = tf.variable(tf.zeros([8]));
const w2 = tf.variable(tf.randomNormal([8, 1], 0, 0.5));

const score = () =>
  x
    .matMul(w1)
    .add(b1)
    .tanh()
    .matMul(w2 as tf.Tensor2D);

function loss(): tf.Scalar {
  const s = score();
  return tf.softplus(s).sub(votes.mul(s)).mean(); // cause
}

const optimizer = tf.train.adam(0.05);
for (let i = 0; i < 200; i++) {
  const cost = optimizer.minimize(loss, true);
  if (i % 50 === 0) cost?.print();
}
