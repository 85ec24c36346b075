// label: healthy [targets beyond a sigmoid]
// near: unreachable-targets or output-loss-mismatch
// Squared errors of a softmax, over shares that a few judges gave: each row sums to 1, rounded to two digits.

import * as tf from '@tensorflow/tfjs';

const votes: number[][] = [];
const pieces: number[][] = [];
while (votes.length < 200) {
  const piece = Array.from({ length: 5 }, () => 2 * Math.random() - 1);
  const weights = [piece[0], piece[1] - piece[2], piece[3] + piece[4]].map((score) => Math.exp(3 * score));
  const whole = weights[0] + weights[1] + weights[2];
  pieces.push(piece);
  votes.push(weights.map((weight) => Math.round((100 * weight) / whole) / 100));
}
const judges = tf.sequential();
judges.add(tf.layers.dense({ units: 20, activation: 'elu', inputShape: [5] }));
judges.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
judges.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
judges.fit(tf.tensor2d(pieces), tf.tensor2d(votes), { batchSize: 20, epochs: 5 });
