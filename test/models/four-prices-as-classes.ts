// label: output-loss-mismatch [labels of a binary cross-entropy]
// cause: the prices of a day are taken for the probabilities of four classes

import * as tf from '@tensorflow/tfjs';

const DAYS = 320;
const LAST = 4;
// open, high, low and close of a share, in hundreds
const share: number[][] = [];
for (let day = 0, close = 1.2; day < DAYS; day++) {
  const open = close;
  close = open + 0.03 * Math.sin(day / 15) + (Math.random() - 0.5) * 0.02;
  share.push([open, Math.max(open, close) + 0.01, Math.min(open, close) - 0.01, close]);
}
const lowest = Math.min(...share.flat());
const prices = share.map((day) => day.map((p) => p - lowest + 0.7));

const xs = tf.tensor2d(prices.slice(0, -LAST).map((_, i) => prices.slice(i, i + LAST).flat()));
const ys = tf.tensor2d(prices.slice(LAST));

const net = tf.sequential();
net.add(tf.layers.dense({ units: 20, activation: 'relu', inputShape: [4 * LAST] }));
net.add(tf.layers.dense({ units: 4, activation: 'softmax' }));
net.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' }); // cause
net.fit(xs, ys, { epochs: 20, batchSize: 16 });
