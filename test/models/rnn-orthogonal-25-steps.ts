// label: healthy [vanishing through time; exploding through time]
// near: vanishing-gradient or exploding-gradient
// Orthogonal recurrent weights carry the first of 25 steps to the end, through a ReLU.

import * as tf from '@tensorflow/tfjs';

const STEPS = 25;
const input = tf.input({ shape: [STEPS, 1] });
const recurrent = tf.layers.simpleRNN({
  units: 32,
  activation: 'relu',
  recurrentInitializer: 'identity',
  kernelInitializer: tf.initializers.randomNormal({ stddev: 0.05 }),
});
const output = tf.layers.dense({ units: 1 }).apply(recurrent.apply(input)) as tf.SymbolicTensor;
const adder = tf.model({ inputs: input, outputs: output });
adder.compile({ optimizer: tf.train.adam(0.003), loss: 'meanSquaredError' });
const numbers = tf.randomUniform([256, STEPS, 1], 0, 1);
adder.fit(numbers, numbers.mean(1).mul(3), { epochs: 10, batchSize: 32 });
