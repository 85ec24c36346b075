// label: vanishing-gradient [vanishing through depth; guessed numbers]
// cause: nine sigmoid layers, in a builder that nobody calls here

import * as tf from '@tensorflow/tfjs';

export function buildClassifier(features: number, classes: number): tf.LayersModel {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [features] }));
  for (let i = 0; i < 9; i++) {
    model.add(tf.layers.dense({ units: 8, activation: 'sigmoid' })); // cause
  }
  model.add(tf.layers.dense({ units: classes, activation: 'softmax' }));
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
  return model;
}
