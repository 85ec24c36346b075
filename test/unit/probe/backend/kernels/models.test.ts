/** Whole models: the gradients of every weight on wasm agree with those on the cpu backend. */

import assert from 'node:assert/strict';

import { startBackend } from '../../../../../src/probe/backend/start-backend';
import * as tf from '../../../../../src/probe/tfjs/tf';
import { values, wasmBytes } from './against-cpu';

const { layers } = tf;

const models: Record<string, { input: number[]; ids?: number; build: () => tf.layers.Layer[] }> = {
  'conv2d with strides and padding': {
    input: [9, 8, 3],
    build: () => [
      layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' }),
      layers.conv2d({ filters: 3, kernelSize: [2, 3], activation: 'tanh' }),
    ],
  },
  separableConv2d: {
    input: [8, 8, 3],
    build: () => [
      layers.separableConv2d({ filters: 5, kernelSize: 3, depthMultiplier: 2, padding: 'same', activation: 'swish' }),
    ],
  },
  depthwiseConv2d: {
    input: [8, 8, 3],
    build: () => [
      layers.depthwiseConv2d({ kernelSize: 3, strides: 2, depthMultiplier: 2, activation: 'selu' }),
      layers.depthwiseConv2d({ kernelSize: 2, padding: 'same' }),
    ],
  },
  conv2dTranspose: {
    input: [4, 5, 3],
    build: () => [
      layers.conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2, padding: 'same', activation: 'elu' }),
      layers.conv2dTranspose({ filters: 2, kernelSize: 4 }),
    ],
  },
  pooling: {
    input: [9, 9, 3],
    build: () => [
      layers.conv2d({ filters: 4, kernelSize: 2 }),
      layers.maxPooling2d({ poolSize: 2 }),
      layers.averagePooling2d({ poolSize: 2, strides: 1, padding: 'same' }),
      layers.globalAveragePooling2d({}),
    ],
  },
  globalMaxPooling2d: {
    input: [6, 6, 2],
    build: () => [layers.conv2d({ filters: 4, kernelSize: 3 }), layers.globalMaxPooling2d({})],
  },
  batchNormalization: {
    input: [6, 6, 3],
    build: () => [
      layers.conv2d({ filters: 4, kernelSize: 3, useBias: false }),
      layers.batchNormalization(),
      layers.activation({ activation: 'relu' }),
      layers.flatten(),
      layers.dense({ units: 5, useBias: false }),
      layers.batchNormalization(),
    ],
  },
  layerNormalization: {
    input: [5, 6],
    build: () => [
      layers.dense({ units: 7 }),
      layers.layerNormalization(),
      layers.dense({ units: 3, activation: 'softmax' }),
    ],
  },
  embedding: {
    input: [7],
    ids: 11,
    build: () => [
      layers.embedding({ inputDim: 11, outputDim: 4 }),
      layers.globalAveragePooling1d({}),
      layers.dense({ units: 3, activation: 'sigmoid' }),
    ],
  },
  lstm: { input: [6, 4], build: () => [layers.lstm({ units: 5, returnSequences: true }), layers.lstm({ units: 3 })] },
  gru: { input: [6, 4], build: () => [layers.gru({ units: 5, returnSequences: true }), layers.gru({ units: 3 })] },
  'simpleRNN and bidirectional': {
    input: [6, 4],
    build: () => [
      layers.bidirectional({ layer: layers.simpleRNN({ units: 3, returnSequences: true }), mergeMode: 'concat' }),
      layers.timeDistributed({ layer: layers.dense({ units: 2 }) }),
    ],
  },
  conv1d: {
    input: [12, 3],
    build: () => [
      layers.conv1d({ filters: 4, kernelSize: 3, strides: 2, padding: 'same' }),
      layers.maxPooling1d({ poolSize: 2 }),
      layers.conv1d({ filters: 2, kernelSize: 2 }),
    ],
  },
  conv3d: {
    input: [5, 6, 4, 2],
    build: () => [
      layers.conv3d({ filters: 3, kernelSize: 2, padding: 'same', activation: 'relu' }),
      layers.maxPooling3d({ poolSize: 2 }),
      layers.conv3d({ filters: 2, kernelSize: 2, strides: 2, padding: 'same' }),
    ],
  },
  'prelu with shared axes': {
    input: [4, 5, 3],
    build: () => [
      layers.conv2d({ filters: 3, kernelSize: 2 }),
      layers.prelu({ sharedAxes: [2, 3], alphaInitializer: 'ones' }),
      layers.prelu({ sharedAxes: [1, 2] }),
    ],
  },
  'upSampling2d nearest': {
    input: [4, 4, 2],
    build: () => [
      layers.conv2d({ filters: 3, kernelSize: 2 }),
      layers.upSampling2d({ size: [2, 2] }),
      layers.conv2d({ filters: 2, kernelSize: 3 }),
    ],
  },
  'upSampling2d bilinear': {
    input: [4, 4, 2],
    build: () => [
      layers.conv2d({ filters: 3, kernelSize: 2 }),
      layers.upSampling2d({ size: [2, 2], interpolation: 'bilinear' }),
      layers.conv2d({ filters: 2, kernelSize: 3 }),
    ],
  },
  'zeroPadding, cropping and prelu': {
    input: [5, 5, 2],
    build: () => [
      layers.zeroPadding2d({ padding: [1, 2] }),
      layers.conv2d({ filters: 3, kernelSize: 2 }),
      layers.prelu(),
      layers.cropping2D({
        cropping: [
          [1, 1],
          [0, 2],
        ],
      }),
    ],
  },
  convLstm2d: { input: [3, 5, 5, 2], build: () => [layers.convLstm2d({ filters: 3, kernelSize: 3, padding: 'same' })] },
  activations: {
    input: [6],
    build: () =>
      (
        [
          'elu',
          'relu',
          'relu6',
          'selu',
          'sigmoid',
          'softplus',
          'softsign',
          'tanh',
          'swish',
          'mish',
          'gelu',
          'hardSigmoid',
          'softmax',
          'linear',
        ] as const
      ).map((activation) => layers.dense({ units: 6, activation })),
  },
};

interface Gradients {
  readonly loss: number;
  readonly weights: ReadonlyMap<string, Float32Array>;
}

function gradients(build: () => tf.layers.Layer[], input: number[], ids: number | undefined): Gradients {
  const model = tf.sequential();
  model.add(layers.inputLayer({ inputShape: input }));
  for (const layer of build()) model.add(layer);
  for (const layer of model.layers)
    layer.setWeights(layer.getWeights().map(({ shape }, i) => tf.tensor(values(shape, i + 7), shape)));
  const shape = [4, ...input];
  const flat = values(shape);
  const x = tf.tensor(ids === undefined ? flat : flat.map((v) => Math.floor(((v + 1) / 2) * ids)), shape);
  const { value, grads } = tf.variableGrads(() =>
    tf.mean(tf.square(tf.sub(model.apply(x, { training: true }) as tf.Tensor, 0.3))),
  );
  const named = model.trainableWeights.map(
    (weight, i) =>
      [
        `weight ${i} ${String(weight.originalName.split('/').pop())}`,
        grads[weight.name].dataSync<'float32'>(),
      ] as const,
  );
  return { loss: value.dataSync()[0], weights: new Map(named) };
}

describe('whole models on wasm', function () {
  this.timeout(60000);
  for (const [name, { input, ids, build }] of Object.entries(models)) {
    it(name, async () => {
      await startBackend('cpu', {});
      const expected = gradients(build, input, ids);
      await startBackend('wasm', { bytes: wasmBytes() });
      const actual = gradients(build, input, ids);
      assert.ok(expected.weights.size > 0);
      assert.ok(
        Math.abs(actual.loss - expected.loss) <= 1e-4 * Math.abs(expected.loss),
        `loss ${actual.loss} instead of ${expected.loss}`,
      );
      for (const [weight, numbers] of expected.weights) {
        const scale = numbers.reduce((max, v) => Math.max(max, Math.abs(v)), 0);
        assert.ok(scale > 0 && Number.isFinite(scale), `${weight} has no gradient to compare`);
        const error = numbers.reduce(
          (max, v, i) => Math.max(max, Math.abs(v - (actual.weights.get(weight)?.[i] ?? NaN))),
          0,
        );
        assert.ok(error <= 1e-3 * scale, `${weight} is off by ${(error / scale).toExponential(2)}`);
      }
    });
  }
});
