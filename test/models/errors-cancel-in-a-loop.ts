// label: output-loss-mismatch [errors that cancel out]
// cause: the mean of the errors in a hand-written step, without a square

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin(256);
const critic = tf.sequential({
  layers: [tf.layers.dense({ units: 24, activation: 'relu', inputShape: [9] }), tf.layers.dense({ units: 1 })],
});
const optimizer = tf.train.rmsprop(1e-3);

function step(rows: tf.Tensor2D, returns: tf.Tensor2D): void {
  optimizer.minimize(() => {
    const values = critic.apply(rows, { training: true }) as tf.Tensor2D;
    return tf.mean(tf.sub(returns, values)); // cause
  });
}

for (let epoch = 0; epoch < 20; epoch++) {
  for (let at = 0; at < 256; at += 32) step(x.slice([at, 0], [32, -1]), y.slice([at, 0], [32, -1]));
}
