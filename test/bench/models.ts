/** The four models of the bench, each with one fixed batch, compiled as a user would compile it. */

import * as tf from '../../src/probe/tfjs/tf';

export interface Trained {
  readonly model: tf.LayersModel;
  readonly x: tf.Tensor;
  readonly y: tf.Tensor;
}

export interface Bench {
  readonly name: string;
  /** Steps in a round on wasm. A short step needs several, or its time is lost in noise. */
  readonly steps: number;
  /** How many times as long as the plain step the probe's step may take. */
  readonly probeGoal: number;
  /** How many times slower than wasm the cpu backend must be at least; without it, any ratio will do. */
  readonly cpuGoal?: number;
  build(): Trained;
}

const { layers } = tf;

/** Class labels 0, 1, … in turn. */
function oneHot(batch: number, classes: number): tf.Tensor {
  return tf.tidy(() =>
    tf
      .oneHot(
        tf.tensor1d(
          Array.from({ length: batch }, (_, i) => i % classes),
          'int32',
        ),
        classes,
      )
      .toFloat(),
  );
}

function compiled(
  model: tf.LayersModel,
  optimizer: string,
  x: tf.Tensor,
  y: tf.Tensor,
  loss = 'categoricalCrossentropy',
): Trained {
  model.compile({ optimizer, loss });
  return { model, x, y };
}

function mlp(): Trained {
  const model = tf.sequential();
  for (let i = 0; i < 20; i++)
    model.add(layers.dense({ units: 64, activation: 'sigmoid', ...(i === 0 ? { inputShape: [64] } : {}) }));
  model.add(layers.dense({ units: 10, activation: 'softmax' }));
  return compiled(model, 'sgd', tf.randomNormal([32, 64], 0, 1, 'float32', 1), oneHot(32, 10));
}

function convNet(): Trained {
  const model = tf.sequential();
  model.add(layers.conv2d({ filters: 16, kernelSize: 3, activation: 'relu', inputShape: [28, 28, 1] }));
  model.add(layers.maxPooling2d({ poolSize: 2 }));
  model.add(layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu' }));
  model.add(layers.maxPooling2d({ poolSize: 2 }));
  model.add(layers.flatten());
  model.add(layers.dense({ units: 10, activation: 'softmax' }));
  return compiled(model, 'adam', tf.randomNormal([32, 28, 28, 1], 0, 1, 'float32', 1), oneHot(32, 10));
}

function residualNet(): Trained {
  const apply = (layer: tf.layers.Layer, x: tf.SymbolicTensor | tf.SymbolicTensor[]): tf.SymbolicTensor =>
    layer.apply(x) as tf.SymbolicTensor;
  const conv = (x: tf.SymbolicTensor): tf.SymbolicTensor =>
    apply(
      layers.batchNormalization(),
      apply(layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same', useBias: false }), x),
    );
  const relu = (x: tf.SymbolicTensor): tf.SymbolicTensor => apply(layers.reLU(), x);
  const input = tf.input({ shape: [32, 32, 3] });
  let x = relu(conv(input));
  for (let block = 0; block < 3; block++) x = relu(apply(layers.add(), [x, conv(relu(conv(x)))]));
  const output = apply(layers.dense({ units: 10, activation: 'softmax' }), apply(layers.globalAveragePooling2d({}), x));
  return compiled(
    tf.model({ inputs: input, outputs: output }),
    'adam',
    tf.randomNormal([16, 32, 32, 3], 0, 1, 'float32', 1),
    oneHot(16, 10),
  );
}

function lstm(): Trained {
  const model = tf.sequential();
  const recurrentInitializer = 'glorotUniform';
  model.add(layers.lstm({ units: 32, returnSequences: true, recurrentInitializer, inputShape: [20, 8] }));
  model.add(layers.lstm({ units: 32, recurrentInitializer }));
  model.add(layers.dense({ units: 1 }));
  return compiled(
    model,
    'adam',
    tf.randomNormal([32, 20, 8], 0, 1, 'float32', 1),
    tf.randomNormal([32, 1], 0, 1, 'float32', 2),
    'meanSquaredError',
  );
}

export const benches: readonly Bench[] = [
  { name: '20x64 sigmoid MLP, batch 32, SGD', steps: 8, probeGoal: 1.25, build: mlp },
  { name: 'conv net 28x28, 16 and 32 filters, batch 32, Adam', steps: 4, probeGoal: 1.1, cpuGoal: 40, build: convNet },
  {
    name: 'residual net, 3 blocks of 16 at 32x32, batch 16, Adam',
    steps: 4,
    probeGoal: 1.1,
    cpuGoal: 40,
    build: residualNet,
  },
  { name: 'two-layer LSTM, 32 units, 20 steps, batch 32, Adam', steps: 4, probeGoal: 1.1, build: lstm },
];
