// label: healthy [vanishing through depth]
// not: vanishing-gradient or saturated-activation

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

function block(x: tf.SymbolicTensor, depth: number): tf.SymbolicTensor {
  if (depth === 0) return x;
  const y = tf.layers
    .dense({ units: 64, activation: 'tanh', kernelInitializer: 'glorotNormal' })
    .apply(x) as tf.SymbolicTensor;
  return block(y, depth - 1);
}

const pixels = tf.input({ shape: [784] });
const classes = tf.layers.dense({ units: 10, activation: 'softmax' }).apply(block(pixels, 50)) as tf.SymbolicTensor;
const model = tf.model({ inputs: pixels, outputs: classes });
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });

const { x, y } = digits();
model.fit(x, y, { batchSize: 128, epochs: 5 });
