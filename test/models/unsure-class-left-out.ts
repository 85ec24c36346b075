// label: healthy
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

// Class 0 is what nobody could label: such rows stay in the table, and count for nothing.
const kinds = Array.from({ length: 240 }, (_, i) => i % 4);
const xs = tf.tensor2d(
  kinds.map((kind) => [kind === 1 ? 1 : 0, kind === 2 ? 1 : 0, kind === 3 ? 1 : 0].map((x) => x + 0.3 * Math.random())),
);
const ys = tf.oneHot(tf.tensor1d(kinds, 'int32'), 4);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [3] }));
model.add(tf.layers.dense({ units: 4, activation: 'softmax' }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy' });
async function main(): Promise<void> {
  await model.fit(xs, ys, { epochs: 25, classWeight: { 0: 0, 1: 1, 2: 1, 3: 1 } });
}
main();
