// label: vanishing-gradient [vanishing through depth]
// cause: four sigmoid convolutions under plain SGD; each passes on a quarter, and the first one is left behind

import * as tf from '@tensorflow/tfjs';
import { pictures } from './data';

const model = tf.sequential();
for (let i = 0; i < 4; i++) {
  model.add(
    tf.layers.conv2d({
      inputShape: i === 0 ? [8, 8, 3] : undefined,
      filters: 4,
      kernelSize: 3,
      padding: 'same',
      activation: 'sigmoid',
      kernelInitializer: 'heNormal',
    }), // cause
  );
}
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
model.compile({ optimizer: tf.train.sgd(0.05), loss: 'categoricalCrossentropy' });

const { x, y } = pictures(192, 8);
model.fit(x, y, { batchSize: 12, epochs: 100 });
