// label: healthy [relu before a last sigmoid]

import * as tf from '@tensorflow/tfjs';

/** Squeeze and excite: a gate for each channel, between a ReLU and a sigmoid, that scales what it reads. */
function excite(x: tf.SymbolicTensor, channels: number): tf.SymbolicTensor {
  let gate = tf.layers.dense({ units: channels / 2, activation: 'relu' }).apply(x) as tf.SymbolicTensor;
  gate = tf.layers.dense({ units: channels, activation: 'sigmoid' }).apply(gate) as tf.SymbolicTensor;
  return tf.layers.multiply().apply([x, gate]) as tf.SymbolicTensor;
}

const input = tf.input({ shape: [6] });
let h = tf.layers.dense({ units: 24, activation: 'tanh' }).apply(input) as tf.SymbolicTensor;
h = excite(h, 24);
const out = tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(h) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: out });
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });

const x = tf.randomUniform([256, 6], -1, 1);
const y = x
  .slice([0, 0], [256, 1])
  .add(x.slice([0, 3], [256, 1]).mul(0.7))
  .greater(0)
  .toFloat();
await model.fit(x, y, { epochs: 25, batchSize: 32 });

export {};
