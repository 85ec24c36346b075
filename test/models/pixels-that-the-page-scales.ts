// label: healthy [large inputs; guessed numbers]
// not: unscaled-data or saturated-activation
// The caller hands pictures over: nothing is known of their scale.

import * as tf from '@tensorflow/tfjs';

export const makeFinder = (side = 16) =>
  tf.sequential({
    layers: [
      tf.layers.conv2d({ filters: 6, kernelSize: 3, activation: 'relu', inputShape: [side, side, 3] }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 4, activation: 'softmax' }),
    ],
  });

export async function find(images: tf.Tensor4D, labels: tf.Tensor2D) {
  const finder = makeFinder();
  finder.compile({ optimizer: 'rmsprop', loss: 'categoricalCrossentropy' });
  await finder.fit(images, labels, { epochs: 5 });
  return finder;
}
