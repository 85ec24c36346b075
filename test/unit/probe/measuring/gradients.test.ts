/**
 * The numbers of step 0 against plain tfjs on its cpu backend, by a second path: a zero variable added to each output
 * receives its gradient.
 */

import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';

import { assertClose, probeOne } from '../run';

/** Text of a function that makes a model with fixed weights and data; it runs in the probe and here. */
const cases: Readonly<Record<string, string>> = {
  'dense layers': `(tf) => ({ model: tf.sequential({ layers: [
    tf.layers.dense({ name: 'a', units: 7, activation: 'tanh', inputShape: [5] }),
    tf.layers.dense({ name: 'b', units: 6, activation: 'sigmoid' }),
    tf.layers.dense({ name: 'c', units: 3, activation: 'softmax' })] }), x: [[12, 5]], y: [[12, 3]],
      loss: 'categoricalCrossentropy' })`,
  'convolutions, pooling and batch normalization': `(tf) => ({ model: tf.sequential({ layers: [
    tf.layers.conv2d({ name: 'a', filters: 4, kernelSize: 3, padding: 'same', activation: 'tanh',
      inputShape: [8, 8, 2] }),
    tf.layers.batchNormalization({ name: 'b' }),
    tf.layers.maxPooling2d({ name: 'c', poolSize: 2 }),
    tf.layers.depthwiseConv2d({ name: 'd', kernelSize: 3, activation: 'elu' }),
    tf.layers.flatten({ name: 'e' }),
    tf.layers.dense({ name: 'f', units: 1 })] }), x: [[6, 8, 8, 2]], y: [[6, 1]], loss: 'meanSquaredError' })`,
  'residual adds and a shared layer': `(tf) => {
    const input = tf.input({ shape: [4] });
    const shared = tf.layers.dense({ name: 'shared', units: 4, activation: 'tanh' });
    const one = shared.apply(input);
    const two = shared.apply(one);
    const sum = tf.layers.add({ name: 'sum' }).apply([one, two]);
    const norm = tf.layers.layerNormalization({ name: 'norm' }).apply(sum);
    return { model: tf.model({ inputs: input, outputs: tf.layers.dense({ name: 'out', units: 2 }).apply(norm) }),
      x: [[9, 4]], y: [[9, 2]], loss: 'meanAbsoluteError' };
  }`,
  'several inputs and outputs': `(tf) => {
    const a = tf.input({ shape: [3] }), b = tf.input({ shape: [2] });
    const left = tf.layers.dense({ name: 'left', units: 4, activation: 'relu' }).apply(a);
    const both = tf.layers.concatenate({ name: 'both' }).apply([left, b]);
    const one = tf.layers.dense({ name: 'one', units: 1, activation: 'sigmoid' }).apply(both);
    const two = tf.layers.dense({ name: 'two', units: 3 }).apply(left);
    return { model: tf.model({ inputs: [a, b], outputs: [one, two] }), x: [[8, 3], [8, 2]], y: [[8, 1], [8, 3]],
      loss: ['binaryCrossentropy', 'meanSquaredError'] };
  }`,
  'nested models, frozen layers and a parameterless bottom': `(tf) => {
    const inner = tf.sequential({ layers: [
      tf.layers.flatten({ name: 'a', inputShape: [3, 2] }),
      tf.layers.dense({ name: 'b', units: 5, activation: 'tanh', trainable: false })] });
    const model = tf.sequential();
    model.add(inner);
    model.add(tf.layers.dense({ name: 'c', units: 4, activation: 'tanh' }));
    model.add(tf.layers.dense({ name: 'd', units: 2 }));
    return { model, x: [[7, 3, 2]], y: [[7, 2]], loss: 'meanSquaredError' };
  }`,
  'recurrent layers and wrappers': `(tf) => ({ model: tf.sequential({ layers: [
    tf.layers.bidirectional({ name: 'both', layer: tf.layers.lstm({ name: 'cell', units: 3, returnSequences: true }),
      inputShape: [5, 2] }),
    tf.layers.timeDistributed(
      { name: 'each', layer: tf.layers.dense({ name: 'inner', units: 4, activation: 'tanh' }) }),
    tf.layers.simpleRNN({ name: 'simple', units: 3, returnSequences: true }),
    tf.layers.gru({ name: 'gru', units: 3 }),
    tf.layers.dense({ name: 'out', units: 1 })] }), x: [[6, 5, 2]], y: [[6, 1]], loss: 'meanSquaredError' })`,
};

/** Weights and data from a formula, the same wherever it runs. */
const fill = `(tf, { model, x, y, loss }) => {
  const values = (shape, phase) => tf.tensor(
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => 0.7 * Math.sin(1.7 * i + phase)), shape);
  model.setWeights(model.getWeights().map((weight, i) => values(weight.shape, i).add(0.1)));
  const tensors = (shapes, phase, positive) => {
    const t = shapes.map((s, i) => positive ? values(s, phase + i).abs() : values(s, phase + i));
    return t.length === 1 ? t[0] : t; };
  const names = Array.isArray(loss) ? loss : [loss];
  return { model, loss, x: tensors(x, 10, false),
    y: tensors(y, 20, names.some((name) => name !== 'meanSquaredError')) };
}`;

interface Built {
  readonly model: tf.LayersModel;
  readonly x: tf.Tensor | tf.Tensor[];
  readonly y: tf.Tensor | tf.Tensor[];
  readonly loss: string | string[];
}

interface Expected {
  readonly loss: number;
  readonly outputs: ReadonlyMap<string, number>;
  readonly timeSteps: ReadonlyMap<string, number[]>;
  readonly weights: ReadonlyMap<string, number[]>;
}

interface Callable {
  readonly name: string;
  readonly trainable: boolean;
  readonly weights: readonly { readonly val: tf.Variable; readonly trainable: boolean }[];
  readonly layers?: readonly Callable[];
  readonly forwardLayer?: Callable;
  readonly backwardLayer?: Callable;
  readonly layer?: Callable;
  readonly cell?: Callable;
  call(inputs: unknown, kwargs: unknown): tf.Tensor | tf.Tensor[];
}

function norm(tensor: tf.Tensor): number {
  return Math.sqrt(Array.from(tensor.dataSync()).reduce((sum, value) => sum + value * value, 0));
}

function layersOf(layer: Callable): Callable[] {
  if (layer.layers) return layer.layers.flatMap(layersOf);
  if (layer.forwardLayer && layer.backwardLayer) return [layer.forwardLayer, layer.backwardLayer, layer];
  return layer.layer ? [layer.layer, layer] : [layer];
}

/** Plain tfjs, with nothing of the probe's. */
function reference({ model, x, y, loss }: Built): Expected {
  model.compile({ optimizer: tf.train.sgd(0.01), loss });
  const added: { name: string; variable: tf.Variable; step: boolean }[] = [];
  let at = 0;
  const listen = (layer: Callable, name: string, step: boolean): void => {
    const call = layer.call.bind(layer);
    layer.call = (inputs, kwargs) => {
      const result = call(inputs, kwargs);
      const first = Array.isArray(result) ? result[0] : result;
      // The first pass makes the variables, since tfjs only looks at those that were there before.
      added[at] ??= { name, variable: tf.variable(tf.zeros(first.shape)), step };
      const sum = first.add(added[at++].variable);
      return Array.isArray(result) ? result.map((part) => (part === first ? sum : part)) : sum;
    };
  };
  for (const layer of layersOf(model as unknown as Callable)) {
    if (layer.cell) listen(layer.cell, layer.name, true);
    listen(layer, layer.name, false);
  }
  interface Losses {
    readonly lossFunctions: readonly ((target: tf.Tensor, output: tf.Tensor) => tf.Tensor)[];
  }
  const { model: inside } = model as unknown as { model?: Losses };
  const { lossFunctions } = inside ?? model;
  const targets = Array.isArray(y) ? y : [y];
  model.apply(x, { training: true });
  at = 0;
  const { value, grads } = tf.variableGrads(() => {
    const outputs = model.apply(x, { training: true }) as tf.Tensor | tf.Tensor[];
    return (Array.isArray(outputs) ? outputs : [outputs])
      .map((output, i) => tf.mean(lossFunctions[i](targets[i], output)))
      .reduce((sum, one) => tf.add(sum, one)) as tf.Scalar;
  });
  const outputs = new Map<string, number>();
  const timeSteps = new Map<string, number[]>();
  for (const { name, variable, step } of added) {
    const l2 = variable.name in grads ? norm(grads[variable.name]) : 0;
    if (step) timeSteps.set(name, [...(timeSteps.get(name) ?? []), l2]);
    else outputs.set(name, Math.hypot(outputs.get(name) ?? 0, l2));
  }
  const weights = new Map(
    layersOf(model as unknown as Callable).map((layer) => [
      layer.name,
      layer.weights.map(({ val, trainable }) => (layer.trainable && trainable ? norm(grads[val.name]) : 0)),
    ]),
  );
  return { loss: value.dataSync()[0], outputs, timeSteps, weights };
}

describe('probe: numbers of step 0 against plain tfjs', () => {
  before(async () => {
    tf.env().set('IS_NODE', false);
    await tf.setBackend('cpu');
  });

  for (const [title, source] of Object.entries(cases)) {
    for (const backend of ['cpu', 'wasm'] as const) {
      it(`${title} (${backend})`, async () => {
        // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the same text runs here and in the probe
        const make = new Function('tf', `return (${fill})(tf, (${source})(tf));`) as (tfjs: typeof tf) => Built;
        const expected = reference(make(tf));
        const model = await probeOne(
          `const { model, x, y, loss } = (${fill})(tf, (${source})(tf));
model.compile({ optimizer: tf.train.sgd(0.01), loss });
await model.fit(x, y, { batchSize: 64 });`,
          { steps: 2, backend },
        );
        assertClose(model.losses[0], expected.loss, 1e-4, 'loss');
        assert.deepEqual(model.layers.map(({ name }) => name).sort(), [...expected.outputs.keys()].sort());
        for (const layer of model.layers) {
          const arriving = expected.outputs.get(layer.name);
          if (arriving === undefined) throw new Error(`no ${layer.name}`);
          assertClose(layer.outputGradientL2[0], arriving, 1e-3, `${layer.name}: gradient at the output`);
          const norms =
            layer.className === 'Bidirectional' || layer.className === 'TimeDistributed'
              ? []
              : (expected.weights.get(layer.name) ?? []);
          if (norms.length !== layer.weights.length)
            throw new Error(`${layer.name}: ${norms.length} weights against ${layer.weights.length}`);
          layer.weights.forEach((weight, i) => {
            assertClose(weight.gradientL2[0], norms[i], 1e-3, `${layer.name}/${weight.name}`);
            if (weight.trainable)
              assertClose(
                weight.updateRatio[0],
                (0.01 * norms[i]) / weight.l2[0],
                5e-3,
                `${layer.name}/${weight.name}: update ratio`,
              );
          });
          const steps = expected.timeSteps.get(layer.name);
          if ((steps?.length ?? 0) !== (layer.timeSteps?.[0].length ?? 0)) throw new Error(`${layer.name}: time steps`);
          steps?.forEach((l2, t) => {
            assertClose(layer.timeSteps?.[0][t] ?? NaN, l2, 1e-3, `${layer.name}: time step ${t}`);
          });
        }
      });
    }
  }
});
