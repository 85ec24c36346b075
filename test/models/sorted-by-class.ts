// label: healthy [order of the rows]
// near: update-too-large or exploding-gradient
// All of the first class, then all of the second, then all of the third.

import * as tf from '@tensorflow/tfjs';
import { gaussian } from './data';

const rows: number[][] = [];
const kinds: number[] = [];
for (let kind = 0; kind < 3; kind++)
  for (let i = 0; i < 120; i++) {
    kinds.push(kind);
    rows.push([0, 1, 2, 3].map((c) => (c === kind ? 1.5 : 0) + 0.6 * gaussian()));
  }
const flowers = tf.sequential();
flowers.add(tf.layers.dense({ units: 32, activation: 'relu', inputShape: [4] }));
flowers.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
flowers.compile({ optimizer: tf.train.adam(0.01), loss: 'sparseCategoricalCrossentropy' });
flowers.fit(tf.tensor2d(rows), tf.tensor1d(kinds), { batchSize: 20, epochs: 20 });
