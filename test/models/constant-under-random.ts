// label: healthy [equal units]
// near: symmetric-weights
// A constant kernel whose units a random one reads: they part in the first step.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin();
const model = tf.sequential();
model.add(
  tf.layers.dense({
    units: 16,
    activation: 'tanh',
    kernelInitializer: tf.initializers.constant({ value: 0.1 }),
    inputShape: [9],
  }),
);
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
model.fit(x, y, { batchSize: 32, epochs: 5 });
