// label: not-learning [a judge and its fakes]
// cause: the judge reads fakes that dataSync took off the tape

import * as tf from '@tensorflow/tfjs';

// signals of 16 steps: a noisy one goes in, the clean one is to come out
const T = 16;
const B = 24;

function signals(n: number): [tf.Tensor2D, tf.Tensor2D] {
  return tf.tidy(() => {
    const phase = tf.randomUniform([n, 1], 0, 2 * Math.PI);
    const clean = tf
      .linspace(0, 2 * Math.PI, T)
      .expandDims(0)
      .add(phase)
      .sin() as tf.Tensor2D;
    return [clean.add(tf.randomNormal([n, T], 0, 0.4)) as tf.Tensor2D, clean];
  });
}

const cleaner = tf.sequential({
  layers: [
    tf.layers.dense({ units: 32, activation: 'tanh', inputShape: [T] }),
    tf.layers.dense({ units: T, activation: 'tanh' }),
  ],
});
const judge = tf.sequential({
  layers: [
    tf.layers.dense({ units: 24, activation: 'elu', inputShape: [2 * T] }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
const vars = (m: tf.Sequential) => m.trainableWeights.map((w) => w.read() as tf.Variable);
const forCleaner = tf.train.adam(0.002);
const forJudge = tf.train.adam(0.002);

function judgeLoss(noisy: tf.Tensor2D, clean: tf.Tensor2D, fake: tf.Tensor2D): tf.Scalar {
  const yes = judge.apply(tf.concat([noisy, clean], 1)) as tf.Tensor;
  const no = judge.apply(tf.concat([noisy, fake], 1)) as tf.Tensor;
  return tf.add(tf.losses.logLoss(tf.onesLike(yes), yes), tf.losses.logLoss(tf.zerosLike(no), no)) as tf.Scalar;
}

function cleanerLoss(noisy: tf.Tensor2D, clean: tf.Tensor2D): tf.Scalar {
  const made = cleaner.apply(noisy) as tf.Tensor2D;
  const copy = tf.tensor2d(made.dataSync() as Float32Array, [B, T]);
  const p = judge.apply(tf.concat([noisy, copy], 1)) as tf.Tensor;
  const fooled = tf.losses.logLoss(tf.onesLike(p), p);
  const off = tf.losses.absoluteDifference(clean, made);
  return fooled.add(off.mul(10)) as tf.Scalar;
}

for (let i = 0; i < 150; i++) {
  const [noisy, clean] = signals(B);
  const fake = cleaner.predict(noisy) as tf.Tensor2D;
  forJudge.minimize(() => judgeLoss(noisy, clean, fake), false, vars(judge));
  forCleaner.minimize(() => cleanerLoss(noisy, clean), false, vars(cleaner)); // cause
  tf.dispose([noisy, clean, fake]);
}
