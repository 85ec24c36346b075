// label: saturated-activation [saturated hidden layers]

import * as tf from '@tensorflow/tfjs';

// Eight hundred inputs with weights of deviation 1: sums of about 28, where tanh is flat.
const x = tf.randomNormal([400, 800]);
const y = x
  .slice([0, 0], [400, 1])
  .add(x.slice([0, 1], [400, 1]))
  .greater(0)
  .toFloat();
const normal = tf.initializers.randomNormal({ mean: 0, stddev: 1 });
const model = tf.sequential();
model.add(tf.layers.dense({ units: 64, activation: 'tanh', kernelInitializer: normal, inputShape: [800] })); // cause
model.add(tf.layers.dense({ units: 32, activation: 'relu' }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.sgd(0.01), loss: 'binaryCrossentropy' });
model.fit(x, y, { epochs: 60 });
