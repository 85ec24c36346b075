/**
 * The command line as others compare it: models that set weights and data in code are measured as they are, by numbers
 * worked out by hand; and again the same.
 */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { LayerReport, ModelReport, Report } from '../../../src/report/report';
import { gradline } from '../cli/command';
import { assertClose } from '../probe/run';

const head = "import * as tf from '@tensorflow/tfjs';\n";

const byHand: Readonly<Record<string, string>> = {
  // Predictions 0.5 and 7.5 for targets 1 and 0.
  'set-weights': `
const model = tf.sequential();
model.add(tf.layers.dense({ units: 1, inputShape: [2], name: 'only' }));
model.layers[0].setWeights([tf.tensor2d([[2], [-1]]), tf.tensor1d([0.5])]);
model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
const xs = tf.tensor2d([[1, 2], [3, -1], [2, 2], [0, 1], [5, 5]]);
const ys = tf.tensor2d([[1], [0], [1], [1], [0]]);
async function train() { await model.fit(xs, ys, { batchSize: 2, epochs: 3 }); }
train();`,
  // Predictions 2x + 1 for x from 1 to 40, in batches of 32 and 8.
  constants: `
function build() {
  const model = tf.sequential({ layers: [
    tf.layers.dense({ units: 2, inputShape: [1], useBias: false,
      kernelInitializer: tf.initializers.constant({ value: 0.5 }) }),
    tf.layers.dense({ units: 1, kernelInitializer: tf.initializers.constant({ value: 2 }),
      biasInitializer: 'ones' })] });
  model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
  return model;
}
const numbers = Array.from({ length: 40 }, (_, i) => i + 1);
await build().fit(tf.tensor2d(numbers, [40, 1]), tf.zeros([40, 1]), { epochs: 2, shuffle: false });`,
  dataset: `
const model = tf.sequential({ layers: [
  tf.layers.dense({ units: 1, inputShape: [1], useBias: false, kernelInitializer: 'ones' })] });
model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
const batches = tf.data.array([{ xs: [1], ys: [0] }, { xs: [2], ys: [0] }, { xs: [3], ys: [0] }]).batch(2);
await model.fitDataset(batches, { epochs: 4 });`,
  // Predictions of a half: the loss of each example is log 2, weighted by 1 and 3.
  'class-weight': `
const model = tf.sequential({ layers: [
  tf.layers.dense({
  units: 1, inputShape: [1], useBias: false, kernelInitializer: 'zeros', activation: 'sigmoid' })] });
model.compile({ optimizer: tf.train.sgd(0.5), loss: 'binaryCrossentropy' });
await model.fit(tf.tensor2d([[1], [2]]), tf.tensor2d([[0], [1]]), { classWeight: { 0: 1, 1: 3 } });`,
  // tfjs refuses sample weights.
  'sample-weight': `
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
model.compile({ optimizer: tf.train.sgd(0.5), loss: 'meanSquaredError' });
await model.fit(tf.tensor2d([[1], [2]]), tf.tensor2d([[0], [1]]), { sampleWeight: tf.tensor1d([1, 2]) });`,
  // A sum that overflows in float32 and not in double precision, as the cpu backend adds.
  overflow: `
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
const huge = tf.tensor1d([3e38, 3e38, -3e38, -3e38]);
model.compile({ optimizer: tf.train.sgd(0.01),
  loss: (y, p) => tf.add(tf.losses.meanSquaredError(y, p), tf.sum(huge)) });
await model.fit(tf.randomNormal([8, 2]), tf.randomNormal([8, 1]), { epochs: 40 });`,
  // The logarithm of zero, on any backend.
  'log-zero': `
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
model.compile({ optimizer: tf.train.sgd(0.01), loss: (y, p) => tf.mean(tf.log(tf.sub(p, p))) });
await model.fit(tf.randomNormal([8, 2]), tf.randomNormal([8, 1]), { epochs: 40 });`,
  // A loop: the gradient of (w x)² at w = 3, x = 2 is 24.
  loop: `
const w = tf.variable(tf.scalar(3), true, 'w');
const optimizer = tf.train.sgd(0.01);
for (let i = 0; i < 10; i++) optimizer.minimize(() => tf.square(tf.mul(w, 2)));`,
};

/** They learn in the measured steps: where they may learn nothing, time decides how many further steps are taken. */
const random: Readonly<Record<string, string>> = {
  dropout: `
const xs = tf.randomNormal([40, 8]);
const model = tf.sequential({ layers: [tf.layers.dense({ units: 16, activation: 'relu', inputShape: [8] }),
  tf.layers.dropout({ rate: 0.5 }), tf.layers.dense({ units: 1 })] });
model.compile({ optimizer: tf.train.adam(0.02), loss: 'meanSquaredError' });
model.fit(xs, xs.sum(1, true), { epochs: 60 });`,
  'batch-normalization': `
export function build() {
  return tf.sequential({ layers: [tf.layers.conv2d({ filters: 4, kernelSize: 3, inputShape: [8, 8, 1] }),
    tf.layers.batchNormalization(), tf.layers.flatten(), tf.layers.dense({ units: 3, activation: 'softmax' })] });
}`,
  lstm: `
const xs = tf.randomNormal([20, 5, 2]);
const model = tf.sequential({ layers: [
  tf.layers.lstm({ units: 6, inputShape: [5, 2] }), tf.layers.dense({ units: 1 })] });
model.compile({ optimizer: tf.train.adam(0.1), loss: 'meanSquaredError' });
model.fit(xs, xs.sum([1, 2]).expandDims(1), { epochs: 60 });`,
};

async function reported(folder: string, ...words: string[]): Promise<Report> {
  const { stdout, stderr } = await gradline(folder, ['probe', ...words, '--format', 'json', '--fail-on', 'never']);
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout) as Report;
}

/** All but what a run needs of time; parsed again, so that a difference is shown by its own lines. */
const timeless = (report: Report): unknown =>
  JSON.parse(JSON.stringify(report, (key, value: unknown) => (key === 'durationMs' ? undefined : value)));

describe('numbers: on the command line', function () {
  this.timeout(180_000);
  let folder = '';
  let report: Report;
  const filesOf = (models: object): string[] => Object.keys(models).map((name) => `${name}.ts`);

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'gradline-numbers-'));
    for (const [name, code] of Object.entries({ ...byHand, ...random }))
      writeFileSync(path.join(folder, `${name}.ts`), head + code);
    report = await reported(folder, ...filesOf(byHand), '--steps', '4', '--seeds', '2');
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const modelOf = (name: string): ModelReport => {
    const models = report.models.filter(({ file }) => file === `${name}.ts`);
    assert.equal(models.length, 1, JSON.stringify(report.errors));
    return models[0];
  };
  /** Asserts the same first step in both seeds. */
  const first = (
    layer: LayerReport,
    output: number,
    weights: Readonly<Record<string, readonly [gradient: number, size: number, change: number]>>,
  ): void => {
    assert.deepEqual(
      layer.weights.map(({ name }) => name),
      Object.keys(weights),
    );
    for (const seed of [0, 1]) {
      assertClose(layer.outputGradient.l2[seed][0], output, 1e-5, 'gradient at the output');
      for (const weight of layer.weights) {
        const [gradient, size, change] = weights[weight.name];
        assertClose(weight.gradientL2[seed][0], gradient, 1e-5, `gradient of ${weight.name}`);
        assertClose(weight.l2[seed][0], size, 1e-5, `size of ${weight.name}`);
        assertClose(weight.updateRatio[seed][0] * size, change, 1e-5, `change of ${weight.name}`);
      }
    }
  };

  it('takes weights set by setWeights, and the first batch as it stands', () => {
    const model = modelOf('set-weights');
    assert.deepEqual([model.batchSize, model.data, model.entry, model.losses[0][0]], [2, 'user', 'fit', 28.25]);
    assert.equal(model.layers[0].name, 'only');
    first(model.layers[0], Math.hypot(0.5, 7.5), {
      kernel: [Math.hypot(22, 8.5), Math.hypot(2, 1), 0.1 * Math.hypot(22, 8.5)],
      bias: [7, 0.5, 0.7],
    });
  });

  it('takes constant initializers, a batch size of 32 by default, and a smaller last batch', () => {
    const model = modelOf('constants');
    const all = Array.from({ length: 40 }, (_, i) => i + 1);
    const mean = (x: readonly number[], value: (x: number) => number): number =>
      x.reduce((sum, one) => sum + value(one), 0) / x.length;
    const [large, small] = [all.slice(0, 32), all.slice(32)];
    assert.equal(model.batchSize, 32);
    assert.equal(model.losses.length, 2);
    [large, small, large, small].forEach((x, step) => {
      for (const losses of model.losses)
        assertClose(
          losses[step],
          mean(x, (one) => (2 * one + 1) ** 2),
          1e-6,
          `loss of step ${step}`,
        );
    });
    const error = (x: number): number => (2 * (2 * x + 1)) / 32;
    const slope = large.reduce((sum, x) => sum + error(x) * x, 0);
    // Both units hold x / 2; two weights of 2 lead on from them.
    first(model.layers[0], Math.sqrt(2) * 2 * Math.hypot(...large.map(error)), {
      kernel: [Math.sqrt(2) * 2 * slope, Math.SQRT1_2, 0],
    });
    first(model.layers[1], Math.hypot(...large.map(error)), {
      kernel: [Math.SQRT1_2 * slope, Math.sqrt(8), 0],
      bias: [large.reduce((sum, x) => sum + error(x), 0), 1, 0],
    });
  });

  it('takes the batches of a dataset in order, the last one being smaller', () => {
    const model = modelOf('dataset');
    assert.deepEqual(model.losses, [
      [2.5, 9, 2.5, 9],
      [2.5, 9, 2.5, 9],
    ]);
    first(model.layers[0], Math.hypot(1, 2), { kernel: [5, 1, 0] });
  });

  it('weights classes', () => {
    const model = modelOf('class-weight');
    assertClose(model.losses[0][0], 2 * Math.LN2, 1e-6, 'loss');
    assertClose(
      model.layers[0].weights[0].gradientL2[0][0],
      Math.abs((0.5 * 1 * 1 + -0.5 * 2 * 3) / 2),
      1e-5,
      'gradient',
    );
  });

  it('says so where tfjs refuses the data', () => {
    const model = modelOf('sample-weight');
    assert.equal(model.notAsRun, 'made-up data');
    assert.equal(model.data, 'synthetic');
    assert.match(model.assumed.join('; '), /its own training call fails/);
  });

  it('measures variables of a loop', () => {
    const model = modelOf('loop');
    assert.deepEqual([model.entry, model.losses[0][0], model.layers[0].name], ['loop', 36, 'w']);
    first(model.layers[0], 24, { value: [24, 3, 0.24] });
  });

  it('tells a number that only the backend loses from one that the model does', () => {
    const [backends, models] = [modelOf('overflow'), modelOf('log-zero')];
    assert.deepEqual(backends.backendFault, { backend: 'wasm', finiteOn: 'cpu', seed: 1, step: 0, steps: 4 });
    assert.match(
      backends.findings[0].message,
      /first in the loss itself: the wasm backend of TensorFlow\.js causes it, not the model/,
    );
    assert.equal(models.backendFault, undefined);
    assert.match(models.findings[0].message, /the logarithm of 0 is -infinity, and 8 of 8 values of p/);
  });

  it('stops where a weight and the loss are NaN for good', () => {
    const { losses, layers } = modelOf('log-zero');
    assert.deepEqual([losses[0].length, String(layers[0].weights[0].l2[0].at(-1))], [3, 'NaN']);
  });

  it('gives the same JSON for the same file, seed and backend, but for durations', async () => {
    const files = filesOf(random);
    const [once, again] = await Promise.all([0, 1].map(() => reported(folder, ...files, '--steps', '6')));
    assert.equal(once.models.length, files.length);
    for (const { answers } of once.models) assert.equal(answers?.further, undefined, 'no model takes further steps');
    assert.deepEqual(timeless(again), timeless(once));
    assert.notEqual(JSON.stringify(once.models[0].losses[0]), JSON.stringify(once.models[0].losses[1]), 'seeds differ');
  });
});
