// label: healthy [vanishing through depth; exploding through depth]
// not: vanishing-gradient or exploding-gradient

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const selu = (extra = {}) =>
  tf.layers.dense({ units: 5, activation: 'selu', kernelInitializer: 'leCunNormal', ...extra });

const model = tf.sequential();
model.add(selu({ inputShape: [2] }));
for (let i = 1; i < 11; i++) model.add(selu());
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });

const { x, y } = circle();
model.fit(x, y, { batchSize: 128, epochs: 20 });
