// label: borderline [labels of a binary cross-entropy]
// near: output-loss-mismatch
// Binary cross-entropy judges each of the ten outputs of a softmax by itself: an unusual loss that trains.

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

export async function trainReader(): Promise<tf.LayersModel> {
  const { x, y } = digits(640);
  const reader = tf.sequential({ name: 'reader' });
  reader.add(tf.layers.dense({ units: 48, activation: 'relu', inputShape: [784] }));
  reader.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
  reader.compile({ optimizer: 'adam', loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  await reader.fit(x, y, { epochs: 15, batchSize: 64, verbose: 0 });
  return reader;
}
