// label: healthy [rate too low; guessed numbers]
// near: update-too-small
// The rate suits prices that the page fetches: of made-up ones it says nothing.

import * as tf from '@tensorflow/tfjs';

async function main(url: string) {
  const response = await fetch(url);
  const rows = (await response.json()) as { area: number; price: number }[];
  const areas = tf.tensor2d(rows.map(({ area }) => [area]));
  const prices = tf.tensor2d(rows.map(({ price }) => [price]));
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 1, inputShape: [1] }));
  model.compile({ optimizer: tf.train.sgd(1e-6), loss: 'meanSquaredError' });
  await model.fit(areas, prices, { epochs: 100 });
}
export default main;
