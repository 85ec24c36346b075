// label: symmetric-weights or zero-gradient [equal units]
// cause: every kernel starts at zero

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob();
const zeros = { kernelInitializer: 'zeros' as const };
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [2], ...zeros }), // cause
    tf.layers.dense({ units: 16, activation: 'tanh', ...zeros }), // cause
    tf.layers.dense({ units: 3, activation: 'softmax', ...zeros }),
  ],
});
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
model.fit(x, y, { batchSize: 64, epochs: 5 });
