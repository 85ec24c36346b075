// label: not-learning

import * as tf from '@tensorflow/tfjs';

const [SIDE, CODE, COUNT, BATCH] = [12, 2, 400, 50];

/** A white spot on black that moves about. */
function pictures(): tf.Tensor2D {
  const rows = Array.from({ length: COUNT }, () => {
    const [x, y] = [3 + Math.random() * (SIDE - 6), 3 + Math.random() * (SIDE - 6)];
    return Array.from({ length: SIDE * SIDE }, (_, at) =>
      (Math.floor(at / SIDE) - y) ** 2 + ((at % SIDE) - x) ** 2 < 7 ? 1 : 0,
    );
  });
  return tf.tensor2d(rows);
}

const hidden = tf.sequential({
  layers: [tf.layers.dense({ inputShape: [SIDE * SIDE], units: 48, activation: 'relu' })],
});
const means = tf.sequential({ layers: [tf.layers.dense({ inputShape: [48], units: CODE })] });
const spreads = tf.sequential({ layers: [tf.layers.dense({ inputShape: [48], units: CODE })] });
const decoder = tf.sequential({
  layers: [
    tf.layers.dense({ inputShape: [CODE], units: 48, activation: 'relu' }),
    tf.layers.dense({ units: SIDE * SIDE, activation: 'sigmoid' }),
  ],
});

function lossOf(x: tf.Tensor2D): tf.Scalar {
  const h = hidden.apply(x) as tf.Tensor;
  const mean = means.apply(h) as tf.Tensor;
  const logVariance = spreads.apply(h) as tf.Tensor;
  const code = mean.add(logVariance.mul(0.5).exp().mul(tf.randomNormal(mean.shape)));
  const p = (decoder.apply(code) as tf.Tensor).clipByValue(1e-6, 1 - 1e-6);
  const error = x
    .mul(p.log())
    .add(tf.sub(1, x).mul(tf.sub(1, p).log()))
    .mean(1)
    .neg();
  const divergence = logVariance.add(1).sub(mean.square()).sub(logVariance.exp()).sum(1).mul(-0.5); // cause
  return error.add(divergence).mean();
}

const all = pictures();
const optimizer = tf.train.adam(0.003);
for (let epoch = 0; epoch < 25; epoch++)
  for (let start = 0; start < COUNT; start += BATCH)
    optimizer.minimize(() => lossOf(all.slice([start, 0], [BATCH, SIDE * SIDE])));
