// label: healthy
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// Heights of people, drawn from noise.
const NOISE = 4;
const generator = tf.sequential({
  layers: [tf.layers.dense({ inputShape: [NOISE], units: 16, activation: 'relu' }), tf.layers.dense({ units: 1 })],
});
const judge = tf.sequential({
  layers: [
    tf.layers.dense({ inputShape: [1], units: 16, activation: 'relu' }),
    tf.layers.dense({ units: 16, activation: 'relu' }),
    tf.layers.dense({ units: 1 }),
  ],
});
const [forJudge, forGenerator] = [tf.train.adam(0.005, 0.5), tf.train.adam(0.002, 0.5)];
const variablesOf = (net: tf.Sequential): tf.Variable[] => net.trainableWeights.map((one) => one.read() as tf.Variable);

function cost(x: tf.Tensor, label: number): tf.Scalar {
  const logits = judge.apply(x) as tf.Tensor;
  return tf.losses.sigmoidCrossEntropy(tf.fill(logits.shape, label), logits) as tf.Scalar;
}

for (let step = 0; step < 500; step++) {
  tf.tidy(() => {
    const heights = tf.randomNormal([64, 1], 4, 1.25);
    const noise = tf.randomNormal([64, NOISE]);
    const judged = (): tf.Scalar => cost(heights, 1).add(cost(generator.apply(noise) as tf.Tensor, 0));
    forJudge.minimize(judged, false, variablesOf(judge));
    forGenerator.minimize(() => cost(generator.apply(noise) as tf.Tensor, 1), false, variablesOf(generator));
  });
}
