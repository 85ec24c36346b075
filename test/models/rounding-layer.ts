// label: zero-gradient [no gradient]
// cause: rounding has no gradient

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

class Quantize extends tf.layers.Layer {
  static className = 'Quantize';
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    return x.mul(8).round().div(8);
  }
}

const { x, y } = lin();
const input = tf.input({ shape: [9] });
let h = tf.layers.dense({ units: 32, activation: 'tanh' }).apply(input) as tf.SymbolicTensor;
h = new Quantize({}).apply(h) as tf.SymbolicTensor; // cause
const model = tf.model({ inputs: input, outputs: tf.layers.dense({ units: 1 }).apply(h) as tf.SymbolicTensor });
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
model.fit(x, y, { batchSize: 32, epochs: 3 });
