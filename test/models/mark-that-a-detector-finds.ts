// label: healthy [a judge and its fakes]
// near: not-learning
// Not against each other: the marker hides a mark that the detector is to find, and keeps to the signal otherwise.

import * as tf from '@tensorflow/tfjs';

const LENGTH = 16;
const marker = tf.sequential({
  layers: [
    tf.layers.dense({ units: 32, activation: 'relu', inputShape: [LENGTH] }),
    tf.layers.dense({ units: LENGTH }),
  ],
});
const detector = tf.sequential({
  layers: [tf.layers.dense({ units: 32, activation: 'relu', inputShape: [LENGTH] }), tf.layers.dense({ units: 1 })],
});
const own = (m: tf.Sequential) => m.trainableWeights.map((w) => w.read() as tf.Variable);
const markerSteps = tf.train.adam(1e-3);
const detectorSteps = tf.train.adam(1e-3);
const found = (x: tf.Tensor, label: 0 | 1) => {
  const logits = detector.apply(x) as tf.Tensor;
  return tf.losses.sigmoidCrossEntropy(tf.fill(logits.shape, label), logits);
};

for (let i = 0; i < 300; i++) {
  tf.tidy(() => {
    const signal = tf.randomNormal([32, LENGTH]);
    detectorSteps.minimize(
      () => found(signal, 0).add(found(marker.apply(signal) as tf.Tensor, 1)) as tf.Scalar,
      false,
      own(detector),
    );
    markerSteps.minimize(
      () => {
        const marked = marker.apply(signal) as tf.Tensor;
        return marked.sub(signal).square().mean().add(found(marked, 1).mul(0.1)) as tf.Scalar;
      },
      false,
      own(marker),
    );
  });
}
