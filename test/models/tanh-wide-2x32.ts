// label: saturated-activation [saturated hidden layers]
// cause: weights of standard deviation 10

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const wide = () => tf.initializers.randomNormal({ stddev: 10 });
const { x, y } = lin();

function build() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 32, activation: 'tanh', kernelInitializer: wide(), inputShape: [9] })); // cause
  model.add(tf.layers.dense({ units: 32, activation: 'tanh', kernelInitializer: wide() })); // cause
  model.add(tf.layers.dense({ units: 2, activation: 'softmax' }));
  return model;
}

const model = build();
model.compile({ optimizer: tf.train.sgd(1e-3), loss: 'categoricalCrossentropy' });
model.fit(x, tf.oneHot(y.greater(0).squeeze([1]).toInt(), 2), { batchSize: 32, epochs: 5 });
