// label: unscaled-data [tiny inputs]
// cause: pixels of 0 to 255 are divided by 255 where they are read, and once more before the training

import * as tf from '@tensorflow/tfjs';

function read(count: number) {
  const stripes = Array.from({ length: count }, (_, i) => i % 3);
  const grey = stripes.map((stripe) =>
    Array.from({ length: 48 }, (_, at) => (at % 3 === stripe ? 180 + 60 * Math.random() : 40 * Math.random())),
  );
  return { grey: tf.tensor2d(grey).div(255), kinds: tf.oneHot(tf.tensor1d(stripes, 'int32'), 3) };
}

async function main() {
  const { grey, kinds } = read(240);
  const scaled = grey.div(255); // cause
  const net = tf.sequential();
  net.add(tf.layers.dense({ inputShape: [48], units: 24, activation: 'relu' }));
  net.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
  net.compile({ optimizer: tf.train.sgd(0.01), loss: 'categoricalCrossentropy' });
  await net.fit(scaled, kinds, { epochs: 25, batchSize: 24 });
}
main();
