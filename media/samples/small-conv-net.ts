// Gradline should find: healthy. A small convolutional classifier, as in many tutorials.

import * as tf from '@tensorflow/tfjs';

const SIZE = 28;
const CLASSES = 4;

/** Pictures of one bar each: horizontal, vertical or along one of the diagonals. */
function bars(count: number) {
  const pixels = new Float32Array(count * SIZE * SIZE);
  const labels: number[] = [];
  for (let n = 0; n < count; n++) {
    const kind = n % CLASSES;
    const [dr, dc] = [
      [0, 1],
      [1, 0],
      [1, 1],
      [1, -1],
    ][kind];
    const row = 10 + Math.floor(8 * Math.random());
    const column = 10 + Math.floor(8 * Math.random());
    for (let t = -8; t <= 8; t++) {
      pixels[n * SIZE * SIZE + (row + t * dr) * SIZE + column + t * dc] = 1;
    }
    labels.push(kind);
  }
  return {
    images: tf.tensor4d(pixels, [count, SIZE, SIZE, 1]),
    labels: tf.oneHot(tf.tensor1d(labels, 'int32'), CLASSES),
  };
}

function createConvModel() {
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ inputShape: [SIZE, SIZE, 1], filters: 16, kernelSize: 3, activation: 'relu' }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dropout({ rate: 0.25 }));
  model.add(tf.layers.dense({ units: 64, activation: 'relu' }));
  model.add(tf.layers.dense({ units: CLASSES, activation: 'softmax' }));
  return model;
}

async function main() {
  const model = createConvModel();
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  const { images, labels } = bars(256);
  await model.fit(images, labels, { batchSize: 32, epochs: 4, validationSplit: 0.1 });
}

void main();
