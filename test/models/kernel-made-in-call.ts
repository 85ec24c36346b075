// label: zero-gradient [weights made anew]
// cause: the layer draws its kernel in call, which runs in each step

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

class Mixing extends tf.layers.Layer {
  static className = 'Mixing';
  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return [shape[0], 12];
  }
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor2D;
    const kernel = tf.truncatedNormal<tf.Rank.R2>([x.shape[1], 12]).mul(0.3); // cause
    return tf.matMul(x, kernel as tf.Tensor2D).relu();
  }
}

const { x, y } = lin(320);
const model = tf.sequential();
model.add(tf.layers.inputLayer({ inputShape: [9] }));
model.add(new Mixing({}));
model.add(tf.layers.dense({ units: 8, activation: 'relu' }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
model.fit(x, y, { epochs: 6, batchSize: 32 });
