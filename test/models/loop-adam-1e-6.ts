// label: update-too-small [rate too low]
// cause: Adam with 1e-6

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin();
const net = tf.sequential({
  layers: [
    tf.layers.dense({ units: 32, activation: 'elu', inputShape: [9] }),
    tf.layers.dense({ units: 32, activation: 'elu' }),
    tf.layers.dense({ units: 1 }),
  ],
});
const adam = tf.train.adam(1e-6); // cause

async function fit() {
  for (let i = 0; i < 500; i++) {
    const { value, grads } = tf.variableGrads(
      () => tf.losses.meanSquaredError(y, net.apply(x, { training: true }) as tf.Tensor) as tf.Scalar,
    );
    adam.applyGradients(grads);
    tf.dispose([value, grads]);
    await tf.nextFrame();
  }
}

fit();
