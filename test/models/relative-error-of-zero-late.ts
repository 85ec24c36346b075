// label: non-finite [not finite in a loss; not finite in a late step]
// cause: a relative error divides by a sale of zero, whose error is zero as well, in a later batch

import * as tf from '@tensorflow/tfjs';

const products = Array.from({ length: 200 }, (_, i) =>
  i === 150 ? [0, 0, 0] : [1, 2, 3].map((n) => n * Math.random() + 0.2),
);
const sales = products.map(([a, b, c]) => a + 0.5 * b + 0.2 * c);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 12, activation: 'relu', useBias: false, inputShape: [3] }),
    tf.layers.dense({ units: 1, useBias: false }),
  ],
});
const optimizer = tf.train.adam(0.01);
for (let epoch = 0; epoch < 3; epoch++) {
  for (let from = 0; from < 200; from += 20) {
    const x = tf.tensor2d(products.slice(from, from + 20));
    const y = tf.tensor2d(sales.slice(from, from + 20), [20, 1]);
    optimizer.minimize(() => {
      const error = y.sub(model.apply(x) as tf.Tensor);
      return error.div(y).abs().mean() as tf.Scalar; // cause
    });
  }
}
