// label: unreachable-targets [targets beyond a relu]
// cause: the decoder ends with a ReLU, and half of the standardized numbers are below 0

import * as tf from '@tensorflow/tfjs';

const COLUMNS = 10;
const CODE = 3;

const standardized = tf.tidy(() => {
  const raw = tf
    .randomNormal([400, CODE], 0, 1, 'float32', 3)
    .matMul(tf.randomNormal([CODE, COLUMNS], 0, 1, 'float32', 4));
  const { mean, variance } = tf.moments(raw, 0);
  return raw.sub(mean).div(variance.sqrt()) as tf.Tensor2D;
});

const encoder = tf.sequential({ layers: [tf.layers.dense({ units: 24, activation: 'relu', inputShape: [COLUMNS] })] });
const mean = tf.sequential({ layers: [tf.layers.dense({ units: CODE, inputShape: [24] })] });
const spread = tf.sequential({ layers: [tf.layers.dense({ units: CODE, inputShape: [24] })] });
const decoder = tf.sequential();
decoder.add(tf.layers.dense({ units: 24, activation: 'relu', inputShape: [CODE] }));
decoder.add(tf.layers.dense({ units: COLUMNS, activation: 'relu' })); // cause

function loss(rows: tf.Tensor2D): tf.Scalar {
  const hidden = encoder.apply(rows) as tf.Tensor2D;
  const [mu, logVar] = [mean.apply(hidden) as tf.Tensor2D, spread.apply(hidden) as tf.Tensor2D];
  const code = mu.add(tf.randomNormal(mu.shape).mul(logVar.mul(0.5).exp()));
  const error = rows
    .sub(decoder.apply(code) as tf.Tensor2D)
    .square()
    .sum(1)
    .mean();
  const divergence = logVar.add(1).sub(mu.square()).sub(logVar.exp()).sum(1).mul(-0.5).mean();
  return error.add(divergence.mul(0.2)) as tf.Scalar;
}

const optimizer = tf.train.adam(0.003);
for (let step = 0; step < 200; step++) {
  const rows = standardized.slice([(step * 40) % 400, 0], [40, COLUMNS]);
  const value = optimizer.minimize(() => loss(rows), true)!;
  if (step % 40 === 0) console.log(step, value.dataSync()[0]);
  tf.dispose([rows, value]);
}
