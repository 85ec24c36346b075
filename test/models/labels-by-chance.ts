// label: healthy [nothing learned]
// not: not-learning
// Made-up labels, to try the code out: there is nothing to learn, and no fault in the network.

import * as tf from '@tensorflow/tfjs';

const features = tf.randomUniform([512, 12]);
const labels = tf.tensor2d(Array.from({ length: 512 }, () => [Math.random() > 0.5 ? 1 : 0]));
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [12] }));
model.add(tf.layers.dropout({ rate: 0.2 }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
model.fit(features, labels, { epochs: 3 });
