// label: zero-gradient [no gradient]
// cause: the targets are all zero, so that the cross-entropy is zero whatever the model answers

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

async function main(): Promise<void> {
  const { x } = circle(300);
  const targets = tf.zeros([300, 2]);
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [2], units: 12, activation: 'relu' }),
      tf.layers.dense({ units: 2, activation: 'softmax' }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(), loss: 'categoricalCrossentropy' }); // cause
  await model.fit(x, targets, { batchSize: 30, epochs: 4 });
}

main();
