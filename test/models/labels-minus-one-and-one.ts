// label: output-loss-mismatch [labels of a binary cross-entropy]
// cause: labels of -1 and 1, as hinge losses take them, under a binary cross-entropy

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

async function train() {
  const { x, y } = circle(480);
  const signs = y.mul(2).sub(1);
  const perceptron = tf.sequential({
    layers: [
      tf.layers.dense({ units: 20, activation: 'relu', inputShape: [2] }),
      tf.layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  });
  perceptron.compile({ loss: 'binaryCrossentropy', optimizer: tf.train.adam(0.005) }); // cause
  await perceptron.fit(x, signs, { epochs: 10 });
}

train();
