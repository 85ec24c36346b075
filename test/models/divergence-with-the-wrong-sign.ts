// label: not-learning

import * as tf from '@tensorflow/tfjs';

// Curves of 24 points, of which a position and a width tell everything.
const count = 640;
const at = Array.from({ length: count }, (_, i) => [((i * 37) % 100) / 100, 0.05 + 0.2 * (((i * 61) % 97) / 97)]);
const curves = tf.tensor2d(
  at.map(([centre, width]) => Array.from({ length: 24 }, (_, x) => Math.exp(-(((x / 23 - centre) / width) ** 2)))),
);

const code = 3;
const encoder = tf.sequential({ layers: [tf.layers.dense({ units: 32, activation: 'relu', inputShape: [24] })] });
const toMean = tf.layers.dense({ units: code });
const toLogVariance = tf.layers.dense({ units: code });
const decoder = tf.sequential();
decoder.add(tf.layers.dense({ units: 32, activation: 'relu', inputShape: [code] }));
decoder.add(tf.layers.dense({ units: 24, activation: 'sigmoid' }));

const adam = tf.train.adam(0.008);
for (let step = 0; step < 1000; step++) {
  const rows = curves.slice([(step * 32) % count, 0], [32, 24]);
  adam.minimize(() => {
    const hidden = encoder.apply(rows) as tf.Tensor2D;
    const mean = toMean.apply(hidden) as tf.Tensor2D;
    const logVariance = toLogVariance.apply(hidden) as tf.Tensor2D;
    const drawn = mean.add(
      logVariance
        .mul(0.5)
        .exp()
        .mul(tf.randomNormal([32, code])),
    );
    const error = tf.losses.meanSquaredError(rows, decoder.apply(drawn) as tf.Tensor2D).mul(24) as tf.Scalar;
    const divergence = logVariance.add(1).sub(mean.square()).sub(logVariance.exp()).sum(1).mean().mul(0.5); // cause
    return error.add(divergence) as tf.Scalar;
  });
  rows.dispose();
}
