// label: vanishing-gradient [vanishing through depth]
// cause: sigmoids with tiny weights; layer normalization keeps the signal, and the gradient sinks further all the same

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const kernelInitializer = tf.initializers.randomNormal({ stddev: 0.01 });

function block(x: tf.SymbolicTensor): tf.SymbolicTensor {
  const dense = tf.layers.dense({ units: 8, kernelInitializer }).apply(x); // cause
  const normalized = tf.layers.layerNormalization().apply(dense);
  return tf.layers.activation({ activation: 'sigmoid' }).apply(normalized) as tf.SymbolicTensor; // cause
}

const input = tf.input({ shape: [2] });
let x: tf.SymbolicTensor = input;
for (let i = 0; i < 10; i++) x = block(x);
const classes = tf.layers.dense({ units: 3, activation: 'softmax' }).apply(x) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: classes });
model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy' });

const data = blob(300);
model.fit(data.x, data.y, { batchSize: 32, epochs: 40 });
