// label: not-learning [a judge and its fakes]
// cause: the judge learns the label 1 for data and for fakes

import * as tf from '@tensorflow/tfjs';

const noiseSize = 6;
const half = 32;

const forge = tf.sequential({
  layers: [
    tf.layers.dense({ units: 24, activation: 'tanh', inputShape: [noiseSize] }),
    tf.layers.dense({ units: 4, activation: 'tanh' }),
  ],
});
const judge = tf.sequential({
  layers: [
    tf.layers.dense({ units: 24, activation: 'tanh', inputShape: [4] }),
    tf.layers.dense({ units: 12, activation: 'tanh' }),
    tf.layers.dense({ units: 1 }),
  ],
});
const ones = tf.ones([half, 1]);
const d = tf.train.adam(0.001, 0.5);
const g = tf.train.adam(0.001, 0.5);
const dVars = judge.trainableWeights.map((w) => w.read() as tf.Variable);
const gVars = forge.trainableWeights.map((w) => w.read() as tf.Variable);

// temperatures of four seasons, each between -1 and 1
const years = tf.tidy(() =>
  tf
    .tensor1d([-0.6, 0.1, 0.8, 0])
    .add(tf.randomNormal([half * 8, 1], 0, 0.1))
    .add(tf.randomNormal([half * 8, 4], 0, 0.05)),
);

function trainOnce(i: number) {
  const real = years.slice([(i % 8) * half, 0], [half, 4]);
  const fake = forge.predict(tf.randomNormal([half, noiseSize])) as tf.Tensor;
  const dLoss = d.minimize(
    () => {
      const a = tf.losses.sigmoidCrossEntropy(ones, judge.apply(real) as tf.Tensor);
      const b = tf.losses.sigmoidCrossEntropy(ones, judge.apply(fake) as tf.Tensor);
      return a.add(b).div(2) as tf.Scalar; // cause
    },
    true,
    dVars,
  );
  const gLoss = g.minimize(
    () => {
      const logits = judge.apply(forge.apply(tf.randomNormal([half, noiseSize]))) as tf.Tensor;
      return tf.losses.sigmoidCrossEntropy(ones, logits) as tf.Scalar;
    },
    true,
    gVars,
  );
  return [dLoss, gLoss];
}

for (let i = 0; i < 240; i++)
  tf.tidy(() => {
    const [dLoss, gLoss] = trainOnce(i);
    if (i % 60 === 0) console.log(i, dLoss?.dataSync()[0], gLoss?.dataSync()[0]);
  });
