/** Fixes are proven by the same line that found the fault, on real text. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits } from '../../../src/fixes/edits/apply-edits';
import type { FixRequest, FixSearchResult } from '../../../src/fixes/contract/fix-search';
import { proveFixes } from '../../../src/fixes/prove-fixes';
import { probeFile } from '../../../src/pipeline/probe-file';
import { listedFaults } from '../../../src/report/finding';
import { root } from '../../harness/root';
import { inMemory } from '../bundle/workbench';
import { sharedBundler, sharedRunner } from '../shared-by-process';

const file = '/w/model.ts';

/** @param others texts by path, beside the model's */
async function search(
  text: string,
  part: Partial<FixRequest> = {},
  steps = 6,
  others: Readonly<Record<string, string>> = {},
): Promise<FixSearchResult> {
  const tools = {
    bundler: await sharedBundler(),
    runner: sharedRunner(),
    files: inMemory({ ...others, [file]: text }),
  };
  const options = { steps, seeds: [1], maximumSeeds: 1, backend: 'wasm', timeLimitSeconds: 60 } as const;
  const ignore = (): void => undefined;
  const { signal } = new AbortController();
  const { models } = await probeFile(file, tools, options, { progress: ignore, partial: ignore, log: ignore }, signal);
  return proveFixes({ file, model: models[0], tools, options, workers: 1, timeLimitSeconds: 60, signal, ...part });
}

const deepSigmoid = `import * as tf from '@tensorflow/tfjs';
const model = tf.sequential();
model.add(tf.layers.dense({ units: 8, activation: 'sigmoid', inputShape: [4] }));
for (let i = 0; i < 9; i++) model.add(tf.layers.dense({ units: 8, activation: 'sigmoid' }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
const x = tf.randomNormal([64, 4]);
model.fit(x, x.sum(1, true).greater(0), { batchSize: 32, epochs: 10 });
`;

describe('proven fixes', () => {
  it('mend a deep sigmoid network by edits that leave its head alone', async () => {
    const { proven, ended } = await search(deepSigmoid, { enough: 1 });
    assert.equal(ended, 'done');
    const [best] = proven;
    assert.match(best.title, /^\S.* \(∇ \S+ → \S+, 5 of 5 seeds\)$/);
    assert.equal(best.proof.healthy, true);
    assert.deepEqual(listedFaults(best.after.findings), []);
    const lines = applyEdits(deepSigmoid, best.edits).split('\n');
    assert.equal(lines.filter((line) => line.includes(`'sigmoid'`)).length, 1);
    assert.match(lines[4], /units: 1, activation: 'sigmoid'/);
  });

  it('are not searched for a healthy model', async () => {
    const { proven, tried, untried } = await search(
      deepSigmoid.replaceAll(`8, activation: 'sigmoid'`, `8, activation: 'tanh'`).replace('epochs: 10', 'epochs: 100'),
    );
    assert.deepEqual({ proven, tried, untried }, { proven: [], tried: [], untried: 0 });
  });

  const one = `import * as tf from '@tensorflow/tfjs';
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
model.fit(tf.tensor2d([[1], [2], [3]]), tf.tensor2d([[1], [3], [5]]));
`;

  it('give a training of a single step more epochs', async () => {
    const { proven } = await search(one);
    assert.deepEqual(
      proven.map(({ candidate, proof }) => [candidate.change, proof.healthy]),
      [['100 epochs', true]],
    );
    assert.match(applyEdits(one, proven[0].edits), /\[5\]\]\), \{ epochs: 100 \}\);/);
    assert.match(proven[0].proof.before, /after 1 steps?$/);
  });

  it('give the epochs of a training the name that tfjs knows', async () => {
    const text = one.replace(']]));', ']]), { epoch: 90 });');
    const { proven } = await search(text, { enough: 1 });
    assert.equal(proven[0].candidate.change, 'epochs instead of epoch');
    assert.equal(applyEdits(text, proven[0].edits), text.replace('epoch:', 'epochs:'));
  });

  const misspelt = `import * as tf from '@tensorflow/tfjs';
const layer = (units: number, more: object = {}) => tf.layers.dense({ units, ...more });
const model = tf.sequential();
model.add(layer(16, { inputShape: [2], activations: 'tanh' }));
model.add(layer(16, { activations: 'tanh' }));
model.add(layer(1, { activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.adam(0.05), loss: 'binaryCrossentropy' });
const at = tf.randomUniform([200, 2], -1, 1);
model.fit(at, at.slice([0, 0], [200, 1]).mul(at.slice([0, 1], [200, 1])).greater(0), { epochs: 50 });
`;

  it('give a setting that tfjs passes over the name that is meant, at the calls of a helper', async () => {
    const { proven } = await search(misspelt, { enough: 1 }, 30);
    assert.equal(proven[0].candidate.change, 'activation instead of activations');
    assert.equal(proven[0].proof.healthy, true);
    assert.equal(applyEdits(misspelt, proven[0].edits), misspelt.replaceAll('activations', 'activation'));
  });

  const dead = `import * as tf from '@tensorflow/tfjs';
const model = tf.sequential();
const biasInitializer = tf.initializers.constant({ value: -6 });
model.add(tf.layers.dense({ units: 24, activation: 'relu', biasInitializer, inputShape: [4] }));
model.add(tf.layers.dense({ units: 8, activation: 'relu' }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.05), loss: 'meanSquaredError' });
const x = tf.randomNormal([64, 4]);
model.fit(x, x.sum(1, true), { batchSize: 32, epochs: 50 });
`;
  const activations = ({ proven }: FixSearchResult): readonly string[] =>
    proven
      .filter(({ kind }) => kind === 'hidden-activation')
      .map(({ candidate }) => candidate.change.split(' ')[0])
      .sort();

  it('wake dead units by each activation that does not end below zero', async () => {
    const found = await search(dead, { enough: 20 }, 20);
    assert.deepEqual(activations(found), ['elu', 'gelu', 'leakyReLU', 'mish', 'selu', 'swish', 'tanh']);
    const leaky = found.proven.find(({ candidate }) => candidate.change.startsWith('leakyReLU'));
    assert.equal(applyEdits(dead, leaky?.edits ?? []).match(/'linear'[^]*?leakyReLU\(\)/g)?.length, 2);
  });

  it('write no activation that the TensorFlow.js of the project lacks', async () => {
    const manifest = '{ "dependencies": { "@tensorflow/tfjs": "^2.0.1" } }';
    const found = await search(dead, { enough: 20 }, 20, { '/w/package.json': manifest });
    assert.deepEqual(activations(found), ['elu', 'leakyReLU', 'selu', 'tanh']);
  });

  const loop = `import * as tf from '@tensorflow/tfjs';
const rows = tf.randomUniform([60, 50], 0, 255);
const classes = tf.oneHot(tf.range(0, 60, 1, 'int32').mod(tf.scalar(3, 'int32')), 3).toFloat();
const w = tf.variable(tf.zeros([50, 3]));
const optimizer = tf.train.sgd(0.01);
for (let i = 0; i < 60; i++) {
  optimizer.minimize(() => classes.mul(tf.softmax(rows.matMul(w)).add(1e-7).log()).sum().neg());
}
`;

  it('scale what a hand-written loop reads, where the code makes it', async () => {
    const { proven } = await search(loop, { file });
    const scaled = proven.find(({ kind }) => kind === 'data-scaling');
    assert.ok(scaled, proven.map(({ title }) => title).join());
    assert.match(applyEdits(loop, scaled.edits), /^const rows = tf\.randomUniform\(\[60, 50\], 0, 255\)\.\S+;$/m);
  });

  const loops: readonly (readonly [title: string, change: RegExp, text: string])[] = [
    [
      'give a cross-entropy its minus',
      /^the loss with its minus$/,
      `const y = tf.oneHot(x.slice([0, 0], [64, 3]).argMax(1), 3).toFloat();
const w = tf.variable(tf.randomNormal([4, 3]));
const optimizer = tf.train.sgd(0.5);
for (let i = 0; i < 60; i++)
  optimizer.minimize(() => y.mul(x.matMul(w).softmax().add(1e-7).log()).sum(1).mean() as tf.Scalar);`,
    ],
    [
      'apply gradients that a loop only computes',
      /^gradients applied$/,
      `const w = tf.variable(tf.randomNormal([4, 1]));
for (let i = 0; i < 60; i++) {
  const { value } = tf.variableGrads(() => x.matMul(w).sub(x.sum(1, true)).square().mean() as tf.Scalar);
  console.log(value.dataSync());
}`,
    ],
    [
      'make weights once, before the function that takes a step and the first variable',
      /^weights made once$/,
      `const optimizer = tf.train.adam(0.05);
const step = () =>
  optimizer.minimize(() => {
    const w = tf.randomNormal([4, 8], 0, 0.5);
    return x.matMul(w).tanh().matMul(head).sub(x.sum(1, true)).square().mean() as tf.Scalar;
  });
const head = tf.variable(tf.randomNormal([8, 1], 0, 0.5));
for (let i = 0; i < 60; i++) step();`,
    ],
    [
      'shuffle rows together',
      /^rows shuffled together$/,
      `const rows = x.arraySync() as number[][];
const sums = rows.map((row) => row[0] + row[1]);
const w = tf.variable(tf.randomNormal([4, 1]));
const optimizer = tf.train.sgd(0.1);
for (let i = 0; i < 60; i++) {
  const a = tf.tensor2d([...rows].sort(() => Math.random() - 0.5));
  const b = tf.tensor1d([...sums].sort(() => Math.random() - 0.5)).reshape([64, 1]);
  optimizer.minimize(() => a.matMul(w).sub(b).square().mean());
}`,
    ],
    [
      'scale each column by itself',
      /^standardized columns$/,
      `const table = x.mul([1, 5e4, 1, 3e3]).add([0, 2e5, 0, 100]);
const model = tf.sequential({ layers: [tf.layers.dense({ units: 8, activation: 'tanh', inputShape: [4] })] });
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
model.fit(table, x.sum(1, true), { epochs: 60 });`,
    ],
  ];
  for (const [title, change, body] of loops)
    it(title, async () => {
      const head = `import * as tf from '@tensorflow/tfjs';\nconst x = tf.randomNormal([64, 4]);\n`;
      const { proven, tried } = await search(head + body, { enough: 1 });
      const named = proven.find(({ candidate }) => change.test(candidate.change));
      const reasons = tried.map(({ candidate, reason }) => `${candidate.change}: ${reason}`);
      assert.ok(named, [...proven.map((one) => one.title), ...reasons].join('\n'));
      assert.equal(named.proof.healthy, true, named.title);
    });

  it('turn the sign of what falls without end, and take nothing that only hides the fall', async () => {
    const path = join(root, 'test/models/divergence-with-the-wrong-sign.ts');
    const { proven } = await search(readFileSync(path, 'utf8'), { enough: 1 }, 30);
    assert.deepEqual(
      proven.map(({ candidate }) => candidate.change),
      ['the other sign for what is added'],
    );
  });

  it('are given up within 200 ms of asking', async () => {
    const cancel = new AbortController();
    let asked = Infinity;
    const { ended } = await search(deepSigmoid, {
      signal: cancel.signal,
      onProgress: ({ text }) => {
        if (!text.startsWith('seed') || Number.isFinite(asked)) return;
        asked = performance.now();
        cancel.abort();
      },
    });
    assert.equal(ended, 'cancelled');
    assert.ok(performance.now() - asked < 200, `${performance.now() - asked} ms`);
  });
});
