// label: healthy [a judge and its fakes]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// Not against each other: a meter learns to read clean rows and those that a cleaner made of noisy ones.
const FEATURES = 6;
const cleaner = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [FEATURES] }),
    tf.layers.dense({ units: FEATURES }),
  ],
});
const meter = tf.sequential({
  layers: [tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [FEATURES] }), tf.layers.dense({ units: 1 })],
});
const forCleaner = tf.train.adam(0.005);
const forMeter = tf.train.adam(0.005);
const listOf = (m: tf.Sequential) => m.trainableWeights.map((w) => w.read() as tf.Variable);
const squared = (answers: tf.Tensor, truth: tf.Tensor) => answers.sub(truth).square().mean();

for (let i = 0; i < 200; i++) {
  tf.tidy(() => {
    const rows = tf.randomNormal([32, FEATURES]);
    const amounts = rows.slice([0, 0], [32, 2]).sum(1, true).add(5);
    const noisy = rows.add(tf.randomNormal([32, FEATURES], 0, 0.3));
    forCleaner.minimize(() => squared(cleaner.apply(noisy) as tf.Tensor, rows) as tf.Scalar, false, listOf(cleaner));
    const cleaned = cleaner.predict(noisy) as tf.Tensor;
    forMeter.minimize(
      () => {
        const onRows = squared(meter.apply(rows) as tf.Tensor, amounts);
        const onCleaned = squared(meter.apply(cleaned) as tf.Tensor, amounts);
        return onRows.add(onCleaned) as tf.Scalar;
      },
      false,
      listOf(meter),
    );
  });
}
