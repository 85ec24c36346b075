// label: healthy [not finite in a layer; not finite in a late step]
// near: non-finite
// Half of the counts are zero, and log1p takes them.

import * as tf from '@tensorflow/tfjs';

class LogOfCounts extends tf.layers.Layer {
  static className = 'LogOfCounts';
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    return tf.log1p(Array.isArray(inputs) ? inputs[0] : inputs);
  }
}
const clicks = tf.randomUniform([240, 6], -8, 9).relu().floor();
const input = tf.input({ shape: [6] });
const logs = new LogOfCounts({}).apply(input);
const hidden = tf.layers.dense({ units: 16, activation: 'relu' }).apply(logs);
const model = tf.model({
  inputs: input,
  outputs: tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(hidden) as tf.SymbolicTensor,
});
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
const bought = clicks.slice([0, 0], [240, 2]).sum(1, true).greater(4).toFloat();
model.fit(clicks, bought, { epochs: 12, batchSize: 24 });
