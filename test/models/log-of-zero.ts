// label: non-finite [not finite in a loss]
// cause: a loss of the user's own takes the logarithm of a ReLU output, which is zero for many examples

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x, y } = circle();
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [2] }),
    tf.layers.dense({ units: 1, activation: 'relu' }),
  ],
});
const loss = (target: tf.Tensor, output: tf.Tensor) => target.mul(output.log()).neg().mean(); // cause
model.compile({ optimizer: tf.train.adam(1e-3), loss });
model.fit(x, y, { batchSize: 64, epochs: 3 });
