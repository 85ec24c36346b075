// label: healthy [values off the tape]
// near: zero-gradient

import * as tf from '@tensorflow/tfjs';

/** Positions in a sequence: only the shape of the input counts, so that no gradient goes back this way. */
class Positions extends tf.layers.Layer {
  static className = 'Positions';
  override computeOutputShape(shape: tf.Shape) {
    return shape;
  }
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const { shape } = Array.isArray(inputs) ? inputs[0] : inputs;
    const [rows, steps, features] = shape as [number, number, number];
    return tf.range(0, steps).div(steps).reshape([1, steps, 1]).tile([rows, 1, features]);
  }
}

const input = tf.input({ shape: [8, 4] });
const tokens = tf.layers.dense({ units: 6, activation: 'tanh' }).apply(input) as tf.SymbolicTensor;
const placed = tf.layers.add().apply([tokens, new Positions({}).apply(tokens) as tf.SymbolicTensor]);
const pooled = tf.layers.globalAveragePooling1d({}).apply(placed) as tf.SymbolicTensor;
const output = tf.layers.dense({ units: 1 }).apply(pooled) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: output });
model.compile({ loss: 'meanSquaredError', optimizer: tf.train.adam(0.01) });
const x = tf.randomNormal([192, 8, 4]);
model.fit(x, x.mean([1, 2]).expandDims(1).mul(3), { epochs: 5, batchSize: 32 });
