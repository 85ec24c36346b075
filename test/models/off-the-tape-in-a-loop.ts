// label: zero-gradient [values off the tape]
// cause: a layer of the user's own makes its output of numbers, in a loop of the user's own

import * as tf from '@tensorflow/tfjs';

class Sorted extends tf.layers.Layer {
  static className = 'SortedRows';
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    const rows = (x.arraySync() as number[][]).map((row) => [...row].sort((a, b) => a - b)); // cause
    return tf.tensor2d(rows);
  }
}

const features = tf.layers.dense({ units: 5, activation: 'relu', inputShape: [4] });
const answer = tf.layers.dense({ units: 1 });
const model = tf.sequential({ layers: [features, new Sorted({}), answer] });
const optimizer = tf.train.rmsprop(0.01);
const x = tf.randomUniform([48, 4]);
const y = x.max(1, true);
for (let i = 0; i < 30; i++) optimizer.minimize(() => tf.losses.meanSquaredError(y, model.apply(x) as tf.Tensor));
