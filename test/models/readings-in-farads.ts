// label: unscaled-data [tiny inputs]
// cause: capacities of some hundred picofarads, given in farads

import * as tf from '@tensorflow/tfjs';

const parts = Array.from({ length: 200 }, () => [1, 2, 3].map(() => (50 + 400 * Math.random()) * 1e-12));
const isFaulty = parts.map(([a, b, c]) => (a + b > 2 * c ? 1 : 0));

const input = tf.input({ shape: [3] });
const hidden = tf.layers.dense({ units: 20, activation: 'tanh' }).apply(input);
const output = tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(hidden) as tf.SymbolicTensor;
const tester = tf.model({ inputs: input, outputs: output });
tester.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
await tester.fit(
  tf.tensor2d(parts), // cause
  tf.tensor2d(isFaulty.map((one) => [one])),
  { epochs: 30, batchSize: 25 },
);
