// Gradline should find: exploding gradient. The weights start much wider than ReLU layers of this width bear.

import {
  initializers,
  input,
  layers,
  model as tfModel,
  randomNormal,
  SymbolicTensor,
  train as optimizers,
} from '@tensorflow/tfjs';

const wide = initializers.randomNormal({ mean: 0, stddev: 0.3 });

function hiddenLayers(start: SymbolicTensor, depth: number): SymbolicTensor {
  let x = start;
  for (let i = 0; i < depth; i++) {
    x = layers
      .dense({ units: 64, activation: 'relu', kernelInitializer: wide, name: `hidden_${i + 1}` })
      .apply(x) as SymbolicTensor;
  }
  return x;
}

export function buildRegressor(features = 8) {
  const features$ = input({ shape: [features] });
  const hidden = hiddenLayers(features$, 20);
  const estimate = layers.dense({ units: 1, name: 'estimate' }).apply(hidden) as SymbolicTensor;
  return tfModel({ inputs: features$, outputs: estimate });
}

export async function run() {
  const x = randomNormal([256, 8]);
  const y = x.mean(1, true);
  const regressor = buildRegressor();
  regressor.compile({ optimizer: optimizers.sgd(0.01), loss: 'meanSquaredError' });
  await regressor.fit(x, y, { epochs: 10, batchSize: 32 });
}

void run();
