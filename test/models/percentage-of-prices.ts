// label: healthy
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

// No flat is for nothing.
const flats = Array.from({ length: 300 }, () => [Math.random(), Math.random(), Math.random()]);
const rents = flats.map(([size, age, floor]) => [3 + 4 * size - age + 0.5 * floor]);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 24, activation: 'relu', inputShape: [3] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanAbsolutePercentageError' });
model.fit(tf.tensor2d(flats), tf.tensor2d(rents), { epochs: 40 });
