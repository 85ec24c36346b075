// label: vanishing-gradient [vanishing through depth]
// cause: kernels drawn with a standard deviation of 0.01; signal and gradient collapse alike, so all kernels starve

import * as tf from '@tensorflow/tfjs';
import { pictures } from './data';

const tiny = tf.initializers.randomNormal({ stddev: 0.01 });

function features(x: tf.SymbolicTensor): tf.SymbolicTensor {
  for (const filters of [4, 8, 8, 8]) {
    const convolution = tf.layers.conv2d({
      filters,
      kernelSize: 3,
      padding: 'same',
      activation: 'tanh',
      kernelInitializer: tiny,
    }); // cause
    x = convolution.apply(x) as tf.SymbolicTensor;
  }
  return x;
}

const image = tf.input({ shape: [12, 12, 3] });
const flat = tf.layers.flatten().apply(features(image));
const classes = tf.layers.dense({ units: 10, activation: 'softmax' }).apply(flat) as tf.SymbolicTensor;
const model = tf.model({ inputs: image, outputs: classes });
model.compile({ optimizer: tf.train.momentum(0.01, 0.9), loss: 'categoricalCrossentropy' });

const { x, y } = pictures(200, 12);
void model.fit(x, y, { batchSize: 20, epochs: 4 });
