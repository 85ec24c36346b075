// label: healthy [exploding through depth; no gradient]
// near: zero-gradient
// The last layer of each residual branch starts at zero, so that the network starts as the identity.

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

class Block {
  private readonly widen = tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: 'heNormal' });
  private readonly back = tf.layers.dense({ units: 32, kernelInitializer: 'zeros' });

  apply(x: tf.SymbolicTensor): tf.SymbolicTensor {
    const branch = this.back.apply(this.widen.apply(x)) as tf.SymbolicTensor;
    return tf.layers.add().apply([x, branch]) as tf.SymbolicTensor;
  }
}

const input = tf.input({ shape: [784] });
let x = tf.layers.dense({ units: 32 }).apply(input) as tf.SymbolicTensor;
for (let i = 0; i < 6; i++) x = new Block().apply(x);
const model = tf.model({
  inputs: input,
  outputs: tf.layers.dense({ units: 10, activation: 'softmax' }).apply(x) as tf.SymbolicTensor,
});
model.compile({ optimizer: tf.train.adam(1e-3), loss: 'categoricalCrossentropy' });
const data = digits(640);
model.fit(data.x, data.y, { batchSize: 64, epochs: 3 });
