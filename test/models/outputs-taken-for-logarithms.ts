// label: output-loss-mismatch [sign of a loss]
// cause: the likelihood multiplies labels with raw outputs, no logarithms of probabilities

import * as tf from '@tensorflow/tfjs';

// nll() of another library, which wants log-probabilities
const nll = (logProbs: tf.Tensor, labels: tf.Tensor): tf.Scalar => labels.mul(logProbs).sum(1).mean().neg().asScalar(); // cause

const CLASSES = 3;
const flowers: number[][] = [];
const species: number[] = [];
for (let i = 0; i < 150; i++) {
  const s = Math.floor(Math.random() * CLASSES);
  species.push(s);
  flowers.push([0, 1, 2, 3].map((k) => Math.cos(k * (s + 1)) + 0.3 * (Math.random() - 0.5)));
}
const x = tf.tensor2d(flowers);
const y = tf.oneHot(tf.tensor1d(species, 'int32'), CLASSES).toFloat();

const W1 = tf.variable(tf.randomNormal([4, 16], 0, 0.6));
const B1 = tf.variable(tf.zeros([16]));
const W2 = tf.variable(tf.randomNormal([16, CLASSES], 0, 0.3));
const B2 = tf.variable(tf.zeros([CLASSES]));
const sgd = tf.train.sgd(0.05);

for (let step = 0; step < 120; step++) {
  const cost = sgd.minimize(
    () => {
      const h = x.matMul(W1).add(B1).tanh();
      const out = h.matMul(W2).add(B2);
      return nll(out, y);
    },
    true,
    [W1, B1, W2, B2],
  );
  if (step % 20 === 0) cost?.print();
  cost?.dispose();
}
