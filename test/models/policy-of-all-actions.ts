// label: output-loss-mismatch [rewards of all classes]
// cause: the loss multiplies the logarithms of both actions by the reward, whichever was taken

import * as tf from '@tensorflow/tfjs';

// Buy or sell: the price moves on the way that the last three prices went.
const LOOK_BACK = 6;
const BATCH = 48;

const net = tf.sequential();
net.add(tf.layers.dense({ inputShape: [LOOK_BACK], units: 24, activation: 'relu' }));
net.add(tf.layers.dense({ units: 2, activation: 'softmax' }));
const optimizer = tf.train.adam(0.01);

function day() {
  const moves = Array.from({ length: LOOK_BACK }, () => Math.random() * 2 - 1);
  const next = 0.5 * moves[5] + 0.4 * moves[4] + 0.3 * moves[3] + 0.2 * (Math.random() - 0.5);
  return { moves, next };
}

async function main() {
  for (let round = 0; round < 200; round++) {
    const days = Array.from({ length: BATCH }, day);
    const states = tf.tensor2d(days.map((d) => d.moves));
    const chances = (net.predict(states) as tf.Tensor2D).arraySync();
    const buys = chances.map(([buy]) => Math.random() < buy);
    const profit = tf.tensor2d(
      days.map((d, i) => (buys[i] ? d.next : -d.next)),
      [BATCH, 1],
    );
    const loss = optimizer.minimize(() => {
      const probabilities = net.apply(states) as tf.Tensor2D;
      const logProbabilities = probabilities.add(1e-8).log();
      return logProbabilities.mul(profit).mean().neg() as tf.Scalar; // cause
    }, true);
    if (round % 20 === 0) console.log(round, loss?.dataSync()[0]);
    tf.dispose([states, profit, loss!]);
  }
}

main();
