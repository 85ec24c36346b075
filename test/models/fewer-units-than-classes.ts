// label: output-loss-mismatch [numbers of classes]
// cause: five kinds of birds, and four units

import * as tf from '@tensorflow/tfjs';

const KINDS = 5;
const song = (kind: number) => Array.from({ length: 6 }, (_, at) => (at === kind ? 1 : 0) + 0.3 * Math.random());
const songs = Array.from({ length: 250 }, (_, i) => song(i % KINDS));
const birds = tf.tensor1d(songs.map((_, i) => i % KINDS)); // cause
const listener = tf.sequential();
listener.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [6] }));
listener.add(tf.layers.dense({ units: 4, activation: 'softmax' }));
listener.compile({ optimizer: tf.train.adam(0.01), loss: 'sparseCategoricalCrossentropy' });
listener.fit(tf.tensor2d(songs), birds, { epochs: 10, batchSize: 25 });
