// label: healthy [batch normalization of one row]
// near: zero-gradient
// One row at a time, and a layer normalization over its features.

import * as tf from '@tensorflow/tfjs';

const model = tf.sequential();
model.add(tf.layers.dense({ units: 12, inputShape: [5] }));
model.add(tf.layers.layerNormalization());
model.add(tf.layers.activation({ activation: 'tanh' }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.005), loss: 'meanSquaredError' });
const x = tf.randomNormal([100, 5]);
model.fit(x, x.slice([0, 1], [100, 1]), { batchSize: 1, epochs: 2 });
