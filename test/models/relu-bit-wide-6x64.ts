// label: borderline [exploding through depth]
// near: exploding-gradient
// Weights of 1.6 times the right spread over six layers: the gradient grows about tenfold, and training copes.

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

const { x, y } = digits(640);
const model = tf.sequential();
for (let i = 0; i < 6; i++) {
  model.add(
    tf.layers.dense({
      units: 64,
      activation: 'relu',
      kernelInitializer: tf.initializers.randomNormal({ stddev: i === 0 ? 0.08 : 0.28 }),
      ...(i === 0 && { inputShape: [784] }),
    }),
  );
}
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
model.compile({ optimizer: tf.train.adam(1e-3), loss: 'categoricalCrossentropy' });
model.fit(x, y, { batchSize: 64, epochs: 3 });
