// label: healthy [weights made anew]
// near: zero-gradient

import * as tf from '@tensorflow/tfjs';

/** Noise of each step is meant to be another one: it makes the inputs blurred, and multiplies nothing. */
class Blur extends tf.layers.Layer {
  static className = 'Blur';
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    return x.add(tf.randomNormal(x.shape, 0, 0.1)).mul(tf.randomUniform(x.shape, 0.9, 1.1));
  }
}

const x = tf.randomNormal([320, 5]);
const y = x.sum(1, true).tanh();
const model = tf.sequential();
model.add(tf.layers.inputLayer({ inputShape: [5] }));
model.add(new Blur({}));
model.add(tf.layers.dense({ units: 16, activation: 'tanh' }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
model.fit(x, y, { epochs: 8, batchSize: 32 });
