// label: non-finite [not finite in a layer; not finite in a late step]
// cause: a layer divides each row by its sum, which is zero for one row of a later batch

import * as tf from '@tensorflow/tfjs';

class Shares extends tf.layers.Layer {
  static className = 'Shares';
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const amounts = Array.isArray(inputs) ? inputs[0] : inputs;
    const total = amounts.sum(-1, true);
    return amounts.div(total); // cause
  }
}

const baskets = Array.from({ length: 256 }, (_, i) =>
  i === 100 ? [0, 0, 0] : [1 + Math.random(), Math.random(), 2 * Math.random()],
);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 6, activation: 'relu', useBias: false, inputShape: [3] }),
    new Shares({}),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
model.fit(tf.tensor2d(baskets), tf.tensor2d(baskets.map(([a, b]) => [a > 2 * b ? 1 : 0])), {
  batchSize: 16,
  epochs: 3,
  shuffle: false,
});
