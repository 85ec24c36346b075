// label: zero-gradient [no gradient]
// cause: the branch is multiplied by zero, so nothing reaches it

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

class Switch extends tf.layers.Layer {
  static className = 'Switch';
  override computeOutputShape(shape: tf.Shape) {
    return shape;
  }
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    return x.mul(0);
  }
}

const input = tf.input({ shape: [9] });
const main = tf.layers.dense({ units: 16, activation: 'relu' }).apply(input) as tf.SymbolicTensor;
const side = tf.layers.dense({ units: 16, activation: 'relu' }).apply(input);
const off = new Switch({}).apply(side) as tf.SymbolicTensor; // cause
const sum = tf.layers.add().apply([main, off]);
const output = tf.layers.dense({ units: 1 }).apply(sum) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: output });
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });

const { x, y } = lin();
model.fit(x, y, { batchSize: 128, epochs: 10 });
