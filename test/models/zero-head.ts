// label: healthy [equal units; no gradient]
// near: zero-gradient or symmetric-weights
// Only the output layer starts at zero: its units get different gradients.

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

const { x, y } = digits(640);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: 'heNormal', inputShape: [784] }));
model.add(tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer: 'zeros' }));
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
model.fit(x, y, { batchSize: 64, epochs: 3 });
