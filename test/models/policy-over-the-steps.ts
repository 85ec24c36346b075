// label: output-loss-mismatch [softmax over the batch]
// cause: the probabilities of the moves are taken over the steps of the episode

import * as tf from '@tensorflow/tfjs';

const MOVES = 3;
const first = tf.variable(tf.randomNormal<tf.Rank.R2>([4, 20], 0, 0.4));
const second = tf.variable(tf.randomNormal<tf.Rank.R2>([20, MOVES], 0, 0.3));

const chances = (seen: tf.Tensor2D) => {
  const scores = tf.leakyRelu(seen.matMul(first)).matMul<tf.Tensor2D>(second);
  const exps = scores.sub(scores.max(0, true)).exp();
  return exps.div<tf.Tensor2D>(exps.sum(0, true)); // cause
};

const optimizer = tf.train.adam(0.005);

for (let episode = 0; episode < 100; episode++) {
  const seen = tf.randomNormal<tf.Rank.R2>([24, 4]);
  const moves = Array.from({ length: 24 }, () => Math.floor(Math.random() * MOVES));
  const rewards = (seen.arraySync() as number[][]).map((state, step) => state[moves[step]]);
  tf.tidy(() => {
    const taken = tf.oneHot(tf.tensor1d(moves, 'int32'), MOVES);
    optimizer.minimize(() => {
      const p = chances(seen).mul(taken).sum(1);
      return p.add(1e-8).log().mul(tf.tensor1d(rewards)).sum().neg() as tf.Scalar;
    });
  });
  seen.dispose();
}
