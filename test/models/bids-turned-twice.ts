// label: not-learning [sign of an actor]
// cause: the loss of the bidder takes the minus of the critic's outputs, and then another one

import * as tf from '@tensorflow/tfjs';

// A bidder learns how much to offer from five features of an auction. One step episodes, so no bootstrapping.
const features = 5;

const bidder = tf.sequential({
  layers: [
    tf.layers.dense({ inputShape: [features], units: 20, activation: 'elu' }),
    tf.layers.dense({ units: 2, activation: 'sigmoid' }),
  ],
});

const x = tf.input({ shape: [features] });
const bid = tf.input({ shape: [2] });
let h = tf.layers.concatenate().apply([x, bid]) as tf.SymbolicTensor;
h = tf.layers.dense({ units: 40, activation: 'elu' }).apply(h) as tf.SymbolicTensor;
h = tf.layers.dense({ units: 40, activation: 'elu' }).apply(h) as tf.SymbolicTensor;
const critic = tf.model({ inputs: [x, bid], outputs: tf.layers.dense({ units: 1 }).apply(h) as tf.SymbolicTensor });
critic.compile({ optimizer: tf.train.adam(0.004), loss: 'meanSquaredError' });

const bidderOptimizer = tf.train.adam(0.002);

function payoff(row: number[], [offer, share]: number[]): number {
  const worth = 0.5 * row[0] + 0.3 * row[1] + 0.2;
  return 2 - 6 * (offer - worth) ** 2 - 3 * (share - row[2]) ** 2;
}

async function auctionDay() {
  const rows = Array.from({ length: 64 }, () => Array.from({ length: features }, () => Math.random()));
  const states = tf.tensor2d(rows);
  const made = bidder.predict(states) as tf.Tensor2D;
  const means = made.arraySync();
  const bids = means.map((one) => one.map((v) => Math.min(1, Math.max(0, v + 0.6 * (Math.random() - 0.5)))));
  const actions = tf.tensor2d(bids);
  const rewards = tf.tensor2d(rows.map((row, i) => [payoff(row, bids[i])]));

  await critic.trainOnBatch([states, actions], rewards);

  const bidderLoss = () => {
    const expected = critic.apply([states, bidder.apply(states) as tf.Tensor]) as tf.Tensor;
    const loss = expected.neg().sum().div(64);
    return loss.mul(-1) as tf.Scalar; // cause
  };
  bidderOptimizer.minimize(
    bidderLoss,
    false,
    bidder.trainableWeights.map((w) => w.read() as tf.Variable),
  );
  tf.dispose([states, made, actions, rewards]);
}

async function main() {
  for (let day = 0; day < 300; day++) await auctionDay();
}
main();
