// label: healthy [vanishing through depth]
// not: vanishing-gradient
// Conv-BN-SiLU blocks with residual bottlenecks, in the way of YOLO.

import * as tf from '@tensorflow/tfjs';
import { pictures } from './data';

function convBlock(x: tf.SymbolicTensor, filters: number, kernelSize: number, strides = 1): tf.SymbolicTensor {
  let y = tf.layers.conv2d({ filters, kernelSize, strides, padding: 'same', useBias: false }).apply(x);
  y = tf.layers.batchNormalization({ momentum: 0.97, epsilon: 1e-3 }).apply(y);
  return tf.layers.activation({ activation: 'swish' }).apply(y) as tf.SymbolicTensor;
}

function bottleneck(x: tf.SymbolicTensor, filters: number): tf.SymbolicTensor {
  const y = convBlock(convBlock(x, filters / 2, 1), filters, 3);
  return tf.layers.add().apply([x, y]) as tf.SymbolicTensor;
}

function backbone(size: number): tf.LayersModel {
  const image = tf.input({ shape: [size, size, 3] });
  let x = convBlock(image, 8, 3, 2);
  for (const [filters, repeats] of [
    [16, 1],
    [32, 2],
    [32, 1],
  ]) {
    x = convBlock(x, filters, 3, 2);
    for (let i = 0; i < repeats; i++) x = bottleneck(x, filters);
  }
  const pooled = tf.layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }).apply(x);
  const scores = tf.layers.dense({ units: 10, activation: 'softmax' }).apply(pooled) as tf.SymbolicTensor;
  return tf.model({ inputs: image, outputs: scores });
}

export async function train() {
  const model = backbone(32);
  model.compile({ optimizer: tf.train.adam(1e-3), loss: 'categoricalCrossentropy' });
  const { x, y } = pictures(128, 32);
  await model.fit(x, y, { batchSize: 16, epochs: 2 });
}

train();
