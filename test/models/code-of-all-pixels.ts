// label: healthy [penalty of the weights]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

const SIDE = 10;
const PIXELS = SIDE * SIDE;
const CODE = 2;

/** A bright bar at one of several places, across or down. */
function bars(count: number): tf.Tensor2D {
  const rows = Array.from({ length: count }, (_, i) => {
    const place = i % 8;
    const isAcross = i % 16 < 8;
    return Array.from({ length: PIXELS }, (_pixel, at) => {
      const line = isAcross ? Math.floor(at / SIDE) : at % SIDE;
      return line === place || line === place + 1 ? 0.9 : 0.1;
    });
  });
  return tf.tensor2d(rows);
}

const hidden = tf.sequential({ layers: [tf.layers.dense({ units: 48, activation: 'relu', inputShape: [PIXELS] })] });
const center = tf.sequential({ layers: [tf.layers.dense({ units: CODE, inputShape: [48] })] });
const width = tf.sequential({ layers: [tf.layers.dense({ units: CODE, inputShape: [48] })] });
const decoder = tf.sequential();
decoder.add(tf.layers.dense({ units: 48, activation: 'relu', inputShape: [CODE] }));
decoder.add(tf.layers.dense({ units: PIXELS, activation: 'sigmoid' }));

function loss(images: tf.Tensor2D): tf.Scalar {
  const seen = hidden.apply(images) as tf.Tensor;
  const mu = center.apply(seen) as tf.Tensor;
  const logVar = width.apply(seen) as tf.Tensor;
  const code = tf.add(mu, tf.mul(tf.exp(tf.mul(0.5, logVar)), tf.randomNormal(mu.shape)));
  const again = decoder.apply(code) as tf.Tensor;
  const error = tf.mul(PIXELS, tf.mean(tf.metrics.binaryCrossentropy(images, again)));
  const divergence = tf.mul(-0.5, tf.mean(tf.sub(tf.sub(tf.add(1, logVar), tf.square(mu)), tf.exp(logVar))));
  return tf.add(error, divergence) as tf.Scalar;
}

const images = bars(320);
const optimizer = tf.train.adam(0.003);
for (let epoch = 0; epoch < 40; epoch++)
  for (let at = 0; at < 320; at += 40) {
    const batch = images.slice([at, 0], [40, PIXELS]) as tf.Tensor2D;
    optimizer.minimize(() => loss(batch));
    batch.dispose();
  }
