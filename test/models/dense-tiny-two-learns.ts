// label: healthy
// near: not-learning
// Two hidden layers start with a deviation of 0.01, and momentum gets them going.

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const kernelInitializer = tf.initializers.randomNormal({ stddev: 0.01 });
const model = tf.sequential({
  layers: [
    tf.layers.dense({ inputShape: [2], units: 24, activation: 'tanh', kernelInitializer }),
    tf.layers.dense({ units: 24, activation: 'tanh', kernelInitializer }),
    tf.layers.dense({ units: 3, activation: 'softmax' }),
  ],
});
model.compile({ optimizer: tf.train.momentum(0.1, 0.9), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });

const { x, y } = blob(600);
model.fit(x, y, { batchSize: 32, epochs: 50 });
