// label: output-loss-mismatch [rewards of all classes]
// cause: the logarithms of all moves are added up before the return weighs them

import * as tf from '@tensorflow/tfjs';

const SIZE = 5;
const MOVES = 4;

// A walk on a board of five by five fields: the goal is the middle.
const w1 = tf.variable(tf.randomNormal([SIZE * 2, 20], 0, 0.4));
const b1 = tf.variable(tf.zeros([20]));
const w2 = tf.variable(tf.randomNormal([20, MOVES], 0, 0.3));
const b2 = tf.variable(tf.zeros([MOVES]));

const logitsOf = (fields: tf.Tensor2D): tf.Tensor2D => {
  const hidden = tf.tanh(fields.matMul(w1 as tf.Tensor2D).add(b1));
  return hidden.matMul(w2).add(b2) as tf.Tensor2D;
};

const encode = (x: number, y: number): number[] => {
  const code = new Array<number>(SIZE * 2).fill(0);
  code[x] = 1;
  code[SIZE + y] = 1;
  return code;
};

interface Episode {
  readonly fields: number[][];
  readonly returns: number[];
}

function walk(): Episode {
  let [x, y] = [Math.floor(Math.random() * SIZE), Math.floor(Math.random() * SIZE)];
  const fields: number[][] = [];
  const rewards: number[] = [];
  for (let step = 0; step < 16; step++) {
    fields.push(encode(x, y));
    const p = tf.tidy(() =>
      logitsOf(tf.tensor2d([encode(x, y)]))
        .softmax()
        .dataSync(),
    );
    let pick = Math.random();
    let move = 0;
    while (move < MOVES - 1 && (pick -= p[move]) > 0) move++;
    x = Math.min(SIZE - 1, Math.max(0, x + [1, -1, 0, 0][move]));
    y = Math.min(SIZE - 1, Math.max(0, y + [0, 0, 1, -1][move]));
    rewards.push(x === 2 && y === 2 ? 1 : -0.1 * (Math.abs(x - 2) + Math.abs(y - 2)));
  }
  let sum = 0;
  const returns = rewards.reverse().map((reward) => (sum = reward + 0.9 * sum));
  return { fields, returns: returns.reverse() };
}

const optimizer = tf.train.rmsprop(0.005);

for (let episode = 0; episode < 60; episode++) {
  const { fields, returns } = walk();
  const mean = returns.reduce((a, b) => a + b) / returns.length;
  tf.tidy(() => {
    const seen = tf.tensor2d(fields);
    const advantage = tf.tensor1d(returns.map((one) => one - mean));
    optimizer.minimize(() => {
      const logs = tf.logSoftmax(logitsOf(seen)).sum(1);
      return tf.neg(logs.mul(advantage).mean()) as tf.Scalar; // cause
    });
  });
}
