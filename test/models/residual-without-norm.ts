// label: exploding-gradient [exploding through depth]
// cause: twenty residual adds without normalization, each of which makes the signal larger

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob();

const block = (h: tf.SymbolicTensor): tf.SymbolicTensor => {
  const inner = tf.layers.dense({ units: 32, activation: 'relu', kernelInitializer: 'heNormal' }).apply(h);
  return tf.layers.add().apply([h, inner as tf.SymbolicTensor]) as tf.SymbolicTensor; // cause
};

const input = tf.input({ shape: [2] });
let h = tf.layers
  .dense({ units: 32, activation: 'relu', kernelInitializer: 'heNormal' })
  .apply(input) as tf.SymbolicTensor;
for (let i = 0; i < 20; i++) h = block(h);
const model = tf.model({
  inputs: input,
  outputs: tf.layers.dense({ units: 3, activation: 'softmax' }).apply(h) as tf.SymbolicTensor,
});
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
model.fit(x, y, { batchSize: 64, epochs: 3 });
