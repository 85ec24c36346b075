// label: borderline [saturated hidden layers]
// near: saturated-activation
// Twice the usual spread: a third of the outputs near the ends, and it trains.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin();
const model = tf.sequential();
model.add(
  tf.layers.dense({
    units: 32,
    activation: 'tanh',
    kernelInitializer: tf.initializers.randomNormal({ stddev: 0.7 }),
    inputShape: [9],
  }),
);
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.005), loss: 'meanSquaredError' });
model.fit(x, y, { batchSize: 32, epochs: 5 });
