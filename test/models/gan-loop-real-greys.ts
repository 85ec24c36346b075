// label: unscaled-data [two nets against each other]
// cause: real tiles of 0 to 255 beside a generator that ends in a sigmoid, trained by minimize

import * as tf from '@tensorflow/tfjs';

const [noiseSize, tileSize, batch] = [8, 25, 24];
const g = tf.sequential();
g.add(tf.layers.dense({ units: 32, activation: 'relu', inputShape: [noiseSize] }));
g.add(tf.layers.dense({ units: tileSize, activation: 'sigmoid' }));
const d = tf.sequential();
d.add(tf.layers.dense({ units: 32, activation: 'relu', inputShape: [tileSize] }));
d.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
d.compile({ optimizer: tf.train.adam(0.0005), loss: 'binaryCrossentropy' });
d.trainable = false;
const gan = tf.sequential({ layers: [g, d] });
gan.compile({ optimizer: tf.train.adam(0.0005), loss: 'binaryCrossentropy' });

const tiles = Array.from({ length: 120 }, (_, i) =>
  Array.from({ length: tileSize }, (_, at) => (at % 5 === i % 5 ? 230 : Math.floor(60 * Math.random()))),
);

async function play(rounds: number) {
  for (let round = 0; round < rounds; round++) {
    const start = (round * batch) % tiles.length;
    const real = tf.tensor2d(tiles.slice(start, start + batch)); // cause
    const fake = g.predict(tf.randomNormal([batch, noiseSize])) as tf.Tensor2D;
    const x = tf.concat([real, fake]);
    const y = tf.concat([tf.ones([batch, 1]), tf.zeros([batch, 1])]);
    d.trainable = true;
    await d.trainOnBatch(x, y);
    d.trainable = false;
    await gan.trainOnBatch(tf.randomNormal([batch, noiseSize]), tf.ones([batch, 1]));
  }
}
await play(100);
