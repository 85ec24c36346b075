// label: output-loss-mismatch or dead-units [relu before a last sigmoid]
// cause: the scores of the map pass a ReLU before the sigmoid

import * as tf from '@tensorflow/tfjs';

const SIZE = 12;
const BATCH = 12;

/** Grey pictures with one bright square of 2x2; the map says in which of the 6x6 cells it is. */
function makeScene(count: number) {
  const pixels = tf.buffer([count, SIZE, SIZE, 1]);
  const cells = tf.buffer([count, 6, 6, 1]);
  for (let n = 0; n < count; n++) {
    for (let r = 0; r < SIZE; r++) for (let c = 0; c < SIZE; c++) pixels.set(Math.random() * 0.4, n, r, c, 0);
    const [row, col] = [Math.floor(Math.random() * 6), Math.floor(Math.random() * 6)];
    for (const [dr, dc] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ])
      pixels.set(1, n, 2 * row + dr, 2 * col + dc, 0);
    cells.set(1, n, row, col, 0);
  }
  return { pixels: pixels.toTensor(), cells: cells.toTensor() };
}

function detector(): tf.LayersModel {
  const image = tf.input({ shape: [SIZE, SIZE, 1] });
  let x = tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same', activation: 'relu' }).apply(image);
  x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(x);
  x = tf.layers.conv2d({ filters: 12, kernelSize: 3, padding: 'same', activation: 'relu' }).apply(x);
  x = tf.layers.conv2d({ filters: 1, kernelSize: 1 }).apply(x);
  x = tf.layers.reLU().apply(x); // cause
  const map = tf.layers.activation({ activation: 'sigmoid' }).apply(x);
  return tf.model({ inputs: image, outputs: map as tf.SymbolicTensor });
}

const net = detector();
const adam = tf.train.adam(0.003);
const weightOfHit = 8;

for (let step = 0; step < 200; step++) {
  const { pixels, cells } = makeScene(BATCH);
  adam.minimize(() => {
    const p = (net.apply(pixels) as tf.Tensor).clipByValue(1e-6, 1 - 1e-6);
    const hits = cells.mul(p.log()).mul(weightOfHit);
    const others = tf.sub(1, cells).mul(tf.sub(1, p).log());
    return hits.add(others).mean().neg() as tf.Scalar;
  });
  tf.dispose([pixels, cells]);
}
