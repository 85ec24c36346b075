// label: healthy [values off the tape; no gradient]
// near: zero-gradient

import * as tf from '@tensorflow/tfjs';

/** Rounds forward; backward it hands the gradient on as if it did not, by a copy of what rounding adds. */
class StraightThrough extends tf.layers.Layer {
  static className = 'StraightThrough';
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    const added = tf.tensor(x.round().sub(x).dataSync(), x.shape);
    return x.add(added);
  }
}

const model = tf.sequential();
model.add(tf.layers.dense({ units: 12, activation: 'tanh', inputShape: [4] }));
model.add(new StraightThrough({}));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ loss: 'meanSquaredError', optimizer: tf.train.adam(0.01) });
const x = tf.randomNormal([256, 4]);
model.fit(x, x.slice([0, 0], [256, 1]), { epochs: 4, batchSize: 32 });
