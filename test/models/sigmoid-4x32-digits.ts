// label: borderline [vanishing through depth]
// near: vanishing-gradient
// A sigmoid stack of 4 layers: slow at first, but it does train.

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

const model = tf.sequential();
model.add(tf.layers.dense({ inputShape: [784], units: 32, activation: 'sigmoid' }));
for (let i = 0; i < 3; i++) {
  model.add(tf.layers.dense({ units: 32, activation: 'sigmoid' }));
}
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });

const { x, y } = digits();
model.fit(x, y, { batchSize: 128, epochs: 10 });
