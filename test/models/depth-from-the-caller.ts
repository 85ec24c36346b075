// label: healthy [vanishing through depth; guessed numbers]
// near: vanishing-gradient
// As deep as the caller says, which is no reason to take it for deep.

import * as tf from '@tensorflow/tfjs';

interface Settings {
  inputs: number;
  hiddenLayers: number;
  hiddenUnits: number;
}

export function createNet(settings: Settings) {
  const net = tf.sequential();
  for (let i = 0; i < settings.hiddenLayers; i++)
    net.add(
      tf.layers.dense({
        units: settings.hiddenUnits,
        activation: 'sigmoid',
        ...(i === 0 && { inputShape: [settings.inputs] }),
      }),
    );
  net.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  net.compile({ optimizer: tf.train.adam(0.001), loss: 'binaryCrossentropy' });
  return net;
}
