// label: exploding-gradient [steps up the loss]
// cause: a helper flips the sign of every gradient before the optimizer subtracts it

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x, y } = circle(256);
const model = tf.sequential({
  layers: [tf.layers.dense({ units: 16, activation: 'relu', inputShape: [2] }), tf.layers.dense({ units: 1 })],
});
const optimizer = tf.train.sgd(0.1);

const descend = (grads: tf.NamedTensorMap): tf.NamedTensorMap =>
  Object.fromEntries(Object.entries(grads).map(([name, grad]) => [name, grad.mul(-1)]));

for (let step = 0; step < 120; step++) {
  tf.tidy(() => {
    const { grads } = optimizer.computeGradients(
      () => tf.losses.sigmoidCrossEntropy(y, model.apply(x) as tf.Tensor) as tf.Scalar,
    );
    optimizer.applyGradients(descend(grads)); // cause
  });
}
