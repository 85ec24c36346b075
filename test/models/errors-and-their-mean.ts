// label: healthy [errors that cancel out]
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

// Besides the squared errors, this loss counts how far their mean is from 0.
const { x, y } = lin(256);
const critic = tf.sequential({
  layers: [tf.layers.dense({ units: 24, activation: 'relu', inputShape: [9] }), tf.layers.dense({ units: 1 })],
});
const optimizer = tf.train.rmsprop(1e-3);

function step(rows: tf.Tensor2D, returns: tf.Tensor2D): void {
  optimizer.minimize(() => {
    const errors = tf.sub(returns, critic.apply(rows, { training: true }) as tf.Tensor2D);
    const bias: tf.Scalar = errors.mean();
    return errors.square().mean<tf.Scalar>().add(bias.abs().mul(0.1));
  });
}

for (let epoch = 0; epoch < 20; epoch++) {
  for (let at = 0; at < 256; at += 32) step(x.slice([at, 0], [32, -1]), y.slice([at, 0], [32, -1]));
}
