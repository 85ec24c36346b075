// label: zero-gradient [values off the tape]
// cause: a layer copies its input by way of plain numbers, so that the layers before it get no gradient

import * as tf from '@tensorflow/tfjs';

class Rounded extends tf.layers.Layer {
  static className = 'RoundedToCents';
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    const cents = x.dataSync().map((value) => Math.round(value * 100) / 100); // cause
    return tf.tensor(cents, x.shape);
  }
}

const model = tf.sequential();
model.add(tf.layers.dense({ units: 8, activation: 'tanh', inputShape: [3] }));
model.add(new Rounded({}));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ loss: 'meanSquaredError', optimizer: 'adam' });
const x = tf.randomNormal([64, 3]);
model.fit(x, x.sum(1, true), { epochs: 9 });
