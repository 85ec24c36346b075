// label: not-learning [no hidden layer]

import * as tf from '@tensorflow/tfjs';

const switches = tf
  .tensor2d([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ])
  .tile([16, 1]);
const light = tf.tensor2d([[0], [1], [1], [0]]).tile([16, 1]);

const crossEntropy = (truth: tf.Tensor, guess: tf.Tensor) => {
  const safe = tf.clipByValue(guess, 1e-7, 1 - 1e-7);
  return truth
    .mul(safe.log())
    .add(tf.sub(1, truth).mul(tf.sub(1, safe).log()))
    .mean()
    .neg();
};
const lamp = tf.sequential();
lamp.add(tf.layers.dense({ units: 8, inputShape: [2] })); // cause
lamp.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
lamp.compile({ optimizer: tf.train.adam(0.05), loss: crossEntropy });
lamp.fit(switches, light, { epochs: 200, batchSize: 16 });
