// label: healthy [order of the rows]
// near: exploding-gradient
// Sales that grow month by month, in the order of a table.

import * as tf from '@tensorflow/tfjs';
import { gaussian } from './data';

type Month = { index: number; season: number; sales: number };
const months: Month[] = Array.from({ length: 360 }, (_, index) => ({
  index: index / 360,
  season: Math.sin((index * Math.PI) / 6),
  sales: 2 * (index / 360) ** 3 + 0.02 * Math.sin((index * Math.PI) / 6) + 0.005 * gaussian(),
}));

export async function forecast(): Promise<tf.Sequential> {
  const net = tf.sequential({
    layers: [
      tf.layers.dense({ units: 24, activation: 'elu', inputShape: [2] }),
      tf.layers.dense({ units: 12, activation: 'elu' }),
      tf.layers.dense({ units: 1 }),
    ],
  });
  net.compile({ loss: 'meanSquaredError', optimizer: tf.train.adam(0.003) });
  const x = tf.tensor2d(months.map(({ index, season }) => [index, season]));
  const y = tf.tensor1d(months.map(({ sales }) => sales));
  await net.fit(x, y, { epochs: 60, batchSize: 24 });
  return net;
}
