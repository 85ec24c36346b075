// label: healthy [no gradient]
// near: zero-gradient
// Pooling leaves one pixel of each picture, which is enough to tell bright from dark.

import * as tf from '@tensorflow/tfjs';

const model = tf.sequential();
model.add(tf.layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu', inputShape: [10, 10, 1] }));
model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
model.add(tf.layers.averagePooling2d({ poolSize: 4 }));
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 2, activation: 'softmax' }));
model.compile({ loss: 'categoricalCrossentropy', optimizer: tf.train.adam(0.02) });
const bright = Array.from({ length: 64 }, (_, i) => i % 2);
const x = tf.stack(bright.map((b) => tf.randomUniform([10, 10, 1], b / 2, 0.5 + b / 2)));
model.fit(x, tf.oneHot(tf.tensor1d(bright, 'int32'), 2), { epochs: 30 });
