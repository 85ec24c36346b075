// label: healthy [exploding through depth; one kernel over its fan-in norm]
// not: exploding-gradient

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

// The middle kernel is seven times as large as it should be; the loss comes down within a few steps all the same.
const { x, y } = digits();
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 100, activation: 'relu', kernelInitializer: 'heNormal', inputShape: [784] }),
    tf.layers.dense({
      units: 100,
      activation: 'relu',
      kernelInitializer: tf.initializers.randomNormal({ stddev: 1 }),
    }),
    tf.layers.dense({ units: 10, activation: 'softmax' }),
  ],
});
model.compile({ optimizer: tf.train.sgd(0.01), loss: 'categoricalCrossentropy' });
model.fit(x, y, { epochs: 20 });
