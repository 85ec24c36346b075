// label: healthy [batch normalization of one row]
// near: zero-gradient

import * as tf from '@tensorflow/tfjs';

const model = tf.sequential();
model.add(tf.layers.conv2d({ filters: 4, kernelSize: 3, activation: 'linear', inputShape: [8, 8, 1] }));
model.add(tf.layers.batchNormalization());
model.add(tf.layers.activation({ activation: 'relu' }));
model.add(tf.layers.globalMaxPooling2d({}));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ loss: 'meanSquaredError', optimizer: tf.train.adam(0.01) });
const images = tf.randomNormal([60, 8, 8, 1]);
model.fit(images, images.max([1, 2]), { batchSize: 1, epochs: 1 });
