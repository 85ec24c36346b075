// label: vanishing-gradient [vanishing through depth]
// cause: the eight sigmoid layers of the dense tail

import * as tf from '@tensorflow/tfjs';
import { pictures } from './data';

export function convolutionalModel() {
  const input = tf.input({ shape: [32, 32, 3] });
  let x = tf.layers
    .conv2d({ filters: 32, kernelSize: 3, activation: 'relu', kernelInitializer: 'heNormal' })
    .apply(input);
  x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(x);
  x = tf.layers.conv2d({ filters: 64, kernelSize: 3, activation: 'relu', kernelInitializer: 'heNormal' }).apply(x);
  x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(x);
  x = tf.layers.flatten().apply(x);
  x = tf.layers.dense({ units: 120, activation: 'sigmoid', kernelInitializer: 'heNormal' }).apply(x); // cause
  for (let i = 0; i < 7; i++) {
    x = tf.layers.dense({ units: 84, activation: 'sigmoid', kernelInitializer: 'heNormal' }).apply(x); // cause
  }
  const output = tf.layers.dense({ units: 10, activation: 'softmax' }).apply(x) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: output });
}

export async function train() {
  const model = convolutionalModel();
  model.compile({ optimizer: tf.train.adam(1e-3), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  const { x, y } = pictures();
  await model.fit(x, y, { batchSize: 16, epochs: 2 });
}

train();
