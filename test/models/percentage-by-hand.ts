// label: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

const rain = Array.from({ length: 300 }, () => [Math.random(), Math.random(), Math.random(), Math.random()]);
const level = rain.map(([a, b, c]) => [Math.max(0, 12 * (a + b - c) - 3)]);

function relativeError(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const size = yTrue.abs().maximum(1e-6);
  return yTrue.sub(yPred).abs().div(size).mean(); // cause
}

async function run(): Promise<void> {
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [4], units: 24, activation: 'tanh' }),
      tf.layers.dense({ units: 12, activation: 'tanh' }),
      tf.layers.dense({ units: 1, activation: 'linear' }),
    ],
  });
  model.compile({ optimizer: 'adam', loss: relativeError });
  await model.fit(tf.tensor2d(rain), tf.tensor2d(level), { epochs: 60, shuffle: true });
}

run();
