// label: exploding-gradient or symmetric-weights [one kernel over its fan-in norm; equal units]

import * as tf from '@tensorflow/tfjs';

const SIDE = 12;

function bars(count: number) {
  const images = tf.buffer([count, SIDE, SIDE, 1]);
  const isRow = Array.from({ length: count }, (_, i) => i % 2);
  isRow.forEach((row, i) => {
    for (let r = 0; r < SIDE; r++)
      for (let c = 0; c < SIDE; c++) images.set(((row ? r : c) === 5 ? 0.8 : 0) + Math.random() * 0.2, i, r, c, 0);
  });
  return { x: images.toTensor(), y: tf.oneHot(tf.tensor1d(isRow, 'int32'), 2) };
}

const model = tf.sequential();
model.add(tf.layers.conv2d({ filters: 16, kernelSize: 3, activation: 'relu', inputShape: [SIDE, SIDE, 1] }));
model.add(tf.layers.conv2d({ filters: 16, kernelSize: 3, activation: 'relu', kernelInitializer: 'ones' })); // cause
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 2, activation: 'softmax' }));
model.compile({ optimizer: tf.train.sgd(0.01), loss: 'categoricalCrossentropy' });
const { x, y } = bars(160);
model.fit(x, y, { epochs: 30 });
