// label: exploding-gradient [exploding through time]
// cause: recurrent weights of deviation 0.6 double the state in each of sixty steps, and the sigmoid behind it is stuck

import * as tf from '@tensorflow/tfjs';

const STEPS = 60;
const readings = tf.randomUniform<tf.Rank.R3>([120, STEPS, 3], 0, 1, 'float32', 5);
const isHigh = readings.slice([0, 0, 0], [120, 5, 3]).mean([1, 2]).reshape([120, 1]).greater(0.5).toFloat();

function makeDetector(units: number): tf.LayersModel {
  const input = tf.input({ shape: [STEPS, 3] });
  const recurrentInitializer = tf.initializers.randomNormal({ stddev: 0.6 });
  const state = tf.layers.simpleRNN({ units, activation: 'relu', recurrentInitializer }).apply(input); // cause
  const output = tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(state) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: output });
  model.compile({ loss: 'binaryCrossentropy', optimizer: tf.train.rmsprop(0.01) });
  return model;
}

void makeDetector(20).fit(readings, isHigh, { epochs: 8, batchSize: 20 });
