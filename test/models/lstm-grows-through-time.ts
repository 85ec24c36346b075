// label: exploding-gradient [exploding through time]
// cause: an LSTM with ReLU and recurrent weights drawn with a deviation of 1

import * as tf from '@tensorflow/tfjs';

const steps = 24;
const signal = tf.randomNormal([80, steps, 1], 0, 1, 'float32', 21);
const level = signal.mean(1);

export function buildMemory(units: number): tf.LayersModel {
  const input = tf.input({ shape: [steps, 1] });
  const memory = tf.layers
    .lstm({ units, activation: 'relu', recurrentInitializer: tf.initializers.randomNormal({ stddev: 1 }) }) // cause
    .apply(input) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: tf.layers.dense({ units: 1 }).apply(memory) as tf.SymbolicTensor });
  model.compile({ optimizer: tf.train.adam(0.002), loss: 'meanSquaredError' });
  return model;
}

const memory = buildMemory(28);
void memory.fit(signal, level, { epochs: 12, batchSize: 16 });
