// Gradline should find: vanishing gradient. The network of yolo-backbone.ts with sigmoid, no normalization and no way around the bottlenecks.

import * as tf from '@tensorflow/tfjs';

const SIZE = 32;
const CLASSES = 4;

/** Convolution, then a sigmoid: this is what starves the layers before it. */
function convBlock(x: tf.SymbolicTensor, filters: number, kernelSize = 3, strides = 1): tf.SymbolicTensor {
  const convolved = tf.layers.conv2d({ filters, kernelSize, strides, padding: 'same' }).apply(x);
  return tf.layers.activation({ activation: 'sigmoid' }).apply(convolved) as tf.SymbolicTensor;
}

/** Two blocks in a row. */
function bottleneck(x: tf.SymbolicTensor, filters: number): tf.SymbolicTensor {
  const squeezed = convBlock(x, filters / 2, 1);
  return convBlock(squeezed, filters, 3);
}

interface Stage {
  filters: number;
  bottlenecks: number;
}

const stages: Stage[] = [
  { filters: 16, bottlenecks: 1 },
  { filters: 32, bottlenecks: 2 },
  { filters: 64, bottlenecks: 1 },
];

export function createBackbone(): tf.LayersModel {
  const image = tf.input({ shape: [SIZE, SIZE, 3] });
  let x = convBlock(image, 8, 3, 2);
  for (const { filters, bottlenecks } of stages) {
    x = convBlock(x, filters, 3, 2);
    for (let i = 0; i < bottlenecks; i++) x = bottleneck(x, filters);
  }
  const pooled = tf.layers.flatten().apply(x);
  const scores = tf.layers.dense({ units: CLASSES, activation: 'softmax' }).apply(pooled) as tf.SymbolicTensor;
  return tf.model({ inputs: image, outputs: scores, name: 'backbone' });
}

/** Pictures of discs on noise, labelled by the quadrant that holds the disc. */
function scenes(count: number) {
  const pixels = new Float32Array(count * SIZE * SIZE * 3);
  const labels: number[] = [];
  for (let n = 0; n < count; n++) {
    const quadrant = n % CLASSES;
    const row = 16 * (quadrant >> 1) + 5 + 6 * Math.random();
    const column = 16 * (quadrant & 1) + 5 + 6 * Math.random();
    const radius = 3 + 2 * Math.random();
    for (let i = 0; i < SIZE * SIZE; i++) {
      const inside = Math.hypot(Math.floor(i / SIZE) - row, (i % SIZE) - column) < radius;
      for (let k = 0; k < 3; k++) pixels[(n * SIZE * SIZE + i) * 3 + k] = 0.3 * Math.random() + (inside ? 0.7 : 0);
    }
    labels.push(quadrant);
  }
  return {
    images: tf.tensor4d(pixels, [count, SIZE, SIZE, 3]),
    labels: tf.oneHot(tf.tensor1d(labels, 'int32'), CLASSES),
  };
}

async function train() {
  const backbone = createBackbone();
  backbone.compile({ optimizer: tf.train.adam(1e-3), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  const { images, labels } = scenes(128);
  await backbone.fit(images, labels, { batchSize: 16, epochs: 4 });
}

void train();
