// label: unscaled-data [large targets]
// cause: targets of millions are out of Adam's reach, which moves each weight by about 0.001 a step

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

async function run() {
  const { x, y } = lin(300);
  const revenue = y.mul(4e6).add(3e7); // cause
  const net = tf.sequential({
    layers: [tf.layers.dense({ units: 32, activation: 'relu', inputShape: [9] }), tf.layers.dense({ units: 1 })],
  });
  net.compile({ optimizer: tf.train.adam(0.001), loss: tf.losses.meanSquaredError });
  await net.fit(x, revenue, { epochs: 20, batchSize: 25 });
}
run();
