// label: non-finite [not finite in a layer]
// cause: the derivative of a square root is infinite at zero, which a ReLU gives for half of its units

import * as tf from '@tensorflow/tfjs';

class SquareRoot extends tf.layers.Layer {
  static className = 'SquareRoot';
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    return tf.sqrt(Array.isArray(inputs) ? inputs[0] : inputs); // cause
  }
}

const input = tf.input({ shape: [5] });
const hidden = tf.layers.dense({ units: 12, activation: 'relu' }).apply(input) as tf.SymbolicTensor;
const rooted = new SquareRoot({}).apply(hidden) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: tf.layers.dense({ units: 1 }).apply(rooted) as tf.SymbolicTensor });
model.compile({ loss: 'meanSquaredError', optimizer: 'adam' });

const x = tf.randomNormal([64, 5]);
model.fit(x, x.sum(1, true), { epochs: 10, batchSize: 32 });
