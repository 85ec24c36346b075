// label: update-too-small [rate too low]
// cause: a learning rate of 1e-8, given to an optimizer that is made on another line than compile

import * as tf from '@tensorflow/tfjs';

const optimizer = tf.train.momentum(1e-8, 0.9); // cause

function network(inputs: number): tf.LayersModel {
  const input = tf.input({ shape: [inputs] });
  const hidden = tf.layers.dense({ units: 18, activation: 'selu' }).apply(input);
  const output = tf.layers.dense({ units: 1 }).apply(hidden) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: output });
}

const model = network(5);
model.compile({ optimizer, loss: 'meanSquaredError' });
const readings = tf.randomNormal([150, 5], 0, 1, 'float32', 41);
void model.fit(readings, readings.square().sum(1, true), { epochs: 200, batchSize: 30 });
