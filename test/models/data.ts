// Draws the small data sets of the calibration models from Math.random, which the probe seeds.

import * as tf from '@tensorflow/tfjs';

/** A standard normal number (Box-Muller). */
export function gaussian(): number {
  return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
}

/** Two noisy circles, one inside the other: x is [count, 2], y is [count, 1] with 1 for the inner one. */
export function circle(count = 700): { x: tf.Tensor2D; y: tf.Tensor2D } {
  const points: number[][] = [];
  const labels: number[][] = [];
  for (let i = 0; i < count; i++) {
    const inner = i % 2;
    const radius = inner ? 0.5 : 1;
    const angle = 2 * Math.PI * Math.random();
    points.push([radius * Math.cos(angle) + 0.1 * gaussian(), radius * Math.sin(angle) + 0.1 * gaussian()]);
    labels.push([inner]);
  }
  return { x: tf.tensor2d(points), y: tf.tensor2d(labels) };
}

/** Three Gaussian blobs in the plane: x is [count, 2], y is one-hot [count, 3]. */
export function blob(count = 900): { x: tf.Tensor2D; y: tf.Tensor2D } {
  const centers = [
    [-6, -4],
    [1, 6],
    [6, -3],
  ];
  const points: number[][] = [];
  const labels: number[][] = [];
  for (let i = 0; i < count; i++) {
    const kind = i % 3;
    points.push(centers[kind].map((c) => c + 1.5 * gaussian()));
    labels.push([0, 1, 2].map((k) => (k === kind ? 1 : 0)));
  }
  return { x: tf.tensor2d(points), y: tf.tensor2d(labels) };
}

/** 28x28 pictures of strokes, a fifth of the pixels lit: x is [count, 784] in 0..1, y is one-hot [count, 10]. */
export function digits(count = 1280): { x: tf.Tensor2D; y: tf.Tensor2D } {
  const strokes = Array.from({ length: 10 }, () =>
    Array.from({ length: 4 }, () => [6 + 16 * Math.random(), 6 + 16 * Math.random(), Math.PI * Math.random()]),
  );
  const x = new Float32Array(count * 784);
  const labels: number[] = [];
  for (let i = 0; i < count; i++) {
    const kind = i % 10;
    labels.push(kind);
    const shift = [2 * gaussian(), 2 * gaussian()];
    for (const [row, column, angle] of strokes[kind]) {
      for (let t = -6; t <= 6; t += 0.5) {
        const r = Math.round(row + shift[0] + t * Math.sin(angle));
        const c = Math.round(column + shift[1] + t * Math.cos(angle));
        for (const [dr, dc] of [
          [0, 0],
          [0, 1],
          [1, 0],
        ]) {
          if (r + dr >= 0 && r + dr < 28 && c + dc >= 0 && c + dc < 28)
            x[i * 784 + (r + dr) * 28 + c + dc] = 0.6 + 0.4 * Math.random();
        }
      }
    }
  }
  return { x: tf.tensor2d(x, [count, 784]), y: tf.oneHot(tf.tensor1d(labels, 'int32'), 10).toFloat() as tf.Tensor2D };
}

/** Nine standardized features and a target, linear in them plus a little noise: x is [count, 9], y is [count, 1]. */
export function lin(count = 640): { x: tf.Tensor2D; y: tf.Tensor2D } {
  const slopes = Array.from({ length: 9 }, gaussian);
  const rows = Array.from({ length: count }, () => Array.from({ length: 9 }, gaussian));
  const targets = rows.map((row) => [row.reduce((sum, v, i) => sum + v * slopes[i], 0) + 0.1 * gaussian()]);
  return { x: tf.tensor2d(rows), y: tf.tensor2d(targets) };
}

/** Small pictures of colored gratings in ten classes: x is [count, size, size, 3], y is one-hot [count, 10]. */
export function pictures(count = 256, size = 32): { x: tf.Tensor4D; y: tf.Tensor2D } {
  const x = new Float32Array(count * size * size * 3);
  const labels: number[] = [];
  for (let i = 0; i < count; i++) {
    const kind = i % 10;
    labels.push(kind);
    const angle = (Math.PI * kind) / 10;
    const phase = 6 * Math.random();
    for (let r = 0, at = i * size * size * 3; r < size; r++) {
      for (let c = 0; c < size; c++) {
        const wave = 0.5 + 0.4 * Math.sin(0.6 * (r * Math.sin(angle) + c * Math.cos(angle)) + phase);
        for (let k = 0; k < 3; k++) x[at++] = wave * (k === kind % 3 ? 1 : 0.6) + 0.1 * Math.random();
      }
    }
  }
  return {
    x: tf.tensor4d(x, [count, size, size, 3]),
    y: tf.oneHot(tf.tensor1d(labels, 'int32'), 10).toFloat() as tf.Tensor2D,
  };
}
