// label: borderline [rate too high]
// near: update-too-large
// These three layers learn by Adam with a learning rate of 1: in 600 steps the loss of each seed is below 1e-3.

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

class Trainer {
  readonly net = tf.sequential({
    layers: [
      tf.layers.dense({ units: 32, activation: 'tanh', inputShape: [2] }),
      tf.layers.dense({ units: 32, activation: 'tanh' }),
      tf.layers.dense({ units: 3 }),
    ],
  });
  readonly optimizer = tf.train.adam(1);

  step(x: tf.Tensor2D, y: tf.Tensor2D) {
    return this.optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, this.net.predict(x) as tf.Tensor2D), true);
  }
}

const { x, y } = blob();
const trainer = new Trainer();
for (let i = 0; i < 100; i++) trainer.step(x, y)?.dispose();
