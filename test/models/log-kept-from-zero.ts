// label: healthy [not finite in a loss]
// near: non-finite
// A loss of the user's own with a logarithm that a small number keeps from zero.

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x, y } = circle();
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [2] }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
const crossEntropy = (target: tf.Tensor, output: tf.Tensor) =>
  target
    .mul(output.add(1e-7).log())
    .add(tf.sub(1, target).mul(tf.sub(1 + 1e-7, output).log()))
    .neg()
    .mean();
model.compile({ optimizer: tf.train.adam(1e-2), loss: crossEntropy });
model.fit(x, y, { batchSize: 64, epochs: 3 });
