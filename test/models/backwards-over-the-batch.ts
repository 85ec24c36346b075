// label: not-learning [layers that mix the rows]
// cause: the layer reverses the batch instead of the time steps, so that each label meets the features of another row

import * as tf from '@tensorflow/tfjs';

/** Lets the next layer read a sequence from its end. */
class Backwards extends tf.layers.Layer {
  static className = 'Backwards';
  computeOutputShape(shape: tf.Shape) {
    return shape;
  }
  call(x: tf.Tensor | tf.Tensor[]) {
    return tf.reverse(Array.isArray(x) ? x[0] : x, 0);
  }
}
tf.serialization.registerClass(Backwards);

// does the price go up or down in the end?
const rows: number[][][] = [];
const up: number[] = [];
for (let i = 0; i < 300; i++) {
  let price = Math.random();
  const slope = Math.random() < 0.5 ? 0.08 : -0.08;
  rows.push(Array.from({ length: 8 }, () => [(price += slope + 0.1 * (Math.random() - 0.5))]));
  up.push(slope > 0 ? 1 : 0);
}

function build() {
  const input = tf.input({ shape: [8, 1] });
  const last = new Backwards({}).apply(input) as tf.SymbolicTensor; // cause
  let h = tf.layers.conv1d({ filters: 8, kernelSize: 3, activation: 'relu' }).apply(last) as tf.SymbolicTensor;
  h = tf.layers.flatten().apply(h) as tf.SymbolicTensor;
  h = tf.layers.dense({ units: 16, activation: 'relu' }).apply(h) as tf.SymbolicTensor;
  h = tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(h) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: h });
}

const model = build();
model.compile({ optimizer: tf.train.adam(0.003), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await model.fit(tf.tensor3d(rows), tf.tensor2d(up, [up.length, 1]), { epochs: 20, batchSize: 30 });
