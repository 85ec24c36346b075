// label: healthy [vanishing through depth]
// not: vanishing-gradient or update-too-small
// The same depth as relu-glorot-30x64, with the initializer that keeps the gradient's size.

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

const model = tf.sequential();
for (let i = 0; i < 30; i++) {
  model.add(
    tf.layers.dense({
      inputShape: i === 0 ? [784] : undefined,
      units: 64,
      activation: 'relu',
      kernelInitializer: 'heNormal',
    }),
  );
}
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
model.compile({ optimizer: tf.train.sgd(0.01), loss: 'categoricalCrossentropy' });

const { x, y } = digits();
model.fit(x, y, { batchSize: 128, epochs: 5 });
