/**
 * Proves that models whose data the probe lacks are trained on made-up batches of their shapes, which the report says,
 * and others on the code's own data.
 */

import assert from 'node:assert/strict';
import { onlyFaultless, probeTexts } from '../probing';

const head = "import * as tf from '@tensorflow/tfjs';\n";
const model = (inputShape: string): string => `const model = tf.sequential({ layers: [tf.layers.dense({
  units: 8, activation: 'relu', inputShape: ${inputShape} }),
  tf.layers.dense({ units: 3, activation: 'softmax' })] });
  model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });`;

const lacking: readonly [what: string, text: string, says: RegExp][] = [
  [
    'JSON from a server',
    `${head}async function main() {
  const rows = await (await fetch('/rows.json')).json() as { x: number[]; y: number }[];
  const xs = tf.tensor2d(rows.map((row) => row.x));
  ${model('[xs.shape[1]]')}
  await model.fit(xs, tf.oneHot(rows.map((row) => row.y), 3), { epochs: 2 });
}
void main();`,
    /There is no network in the probe: \/rows\.json was not fetched/,
  ],
  [
    'a file by Node',
    `import * as tf from '@tensorflow/tfjs-node';
import fs from 'node:fs';
import path from 'node:path';
const lines = fs.readFileSync(path.join(__dirname, 'rows.csv'), 'utf8').trim().split('\\n');
const rows = lines.slice(1).map((line) => line.split(',').map(Number));
${model('[4]')}
void model.fit(tf.tensor2d(rows.map((row) => row.slice(0, 4))), tf.oneHot(rows.map((row) => row[4]), 3),
  { validationSplit: 0.1 });`,
    /made-up data: the data came from stand-ins/,
  ],
  [
    'tf.data.csv from a server',
    `${head}export async function train() {
  const table = tf.data.csv('https://example.org/rows.csv', { columnConfigs: { y: { isLabel: true } } });
  const count = (await table.columnNames()).length - 1;
  ${model('[count]')}
  await model.fitDataset(table.map((row: any) => ({ xs: Object.values(row.xs), ys: row.ys })).batch(8), { epochs: 2 });
}`,
    /There are no files and no network in the probe: https:\/\/example\.org\/rows\.csv was not read/,
  ],
  [
    'tf.data.csv from a file',
    `import * as tf from '@tensorflow/tfjs-node';
const table = tf.data.csv('file://./rows.csv', { columnConfigs: { y: { isLabel: true } } });
${model('[4]')}
void model.fitDataset(table.map((row: any) => ({ xs: Object.values(row.xs), ys: row.ys })).batch(8), { epochs: 2 });`,
    /There are no files and no network in the probe: file:\/\/\.\/rows\.csv/,
  ],
  [
    'a camera',
    `${head}let xs: tf.Tensor | undefined;
let ys: tf.Tensor | undefined;
async function main() {
  const camera = await tf.data.webcam(
    document.querySelector('video') as HTMLVideoElement, { resizeWidth: 8, resizeHeight: 8 });
  for (let i = 0; i < 6; i++) {
    const x = (await camera.capture()).toFloat().div(127).sub(1).reshape([1, 192]);
    const y = tf.oneHot([i % 3], 3);
    xs = xs ? xs.concat(x) : x;
    ys = ys ? ys.concat(y) : y;
  }
  ${model('[192]')}
  await model.fit(xs!, ys!, { batchSize: 4 });
}
void main();`,
    /made-up data: the data came from stand-ins/,
  ],
];

describe('data that cannot be had', function () {
  this.timeout(120_000);

  for (const [what, text, says] of lacking) {
    it(`are made up for ${what}, which is said`, async () => {
      const report = onlyFaultless(await probeTexts({ 'model.ts': text }));
      assert.deepEqual([report.entry, report.data], ['fit', 'synthetic']);
      assert.equal(report.losses[0].length, 3);
      assert.match([...report.assumed, ...(report.passedOver ?? [])].join('\n'), says);
      assert.ok(report.assumed.some((one) => one.startsWith('made-up data: ') && one.length < 60));
    });
  }

  it('do not keep a file that loads a model from the models of other files', async () => {
    const { models } = await probeTexts({
      'train.js':
        `const tf = require('@tensorflow/tfjs-node');\nconst createModel = require('./model');\n` +
        `const load = require('./data');\nasync function run() {\n` +
        `  const data = await load('file://./rows.csv');\n  const model = createModel(data.count);\n` +
        `  await model.fitDataset(data.rows.batch(4), { epochs: 2 });\n` +
        `  await model.save('file://./saved');\n` +
        `  const again = await tf.loadLayersModel('file://./saved/model.json');\n` +
        `  again.predict(tf.ones([1, 4]));\n}\nrun();`,
      'model.js':
        `const tf = require('@tensorflow/tfjs-node');\nmodule.exports = (count) => {\n` +
        `  ${model('[count]')}\n` +
        `  return model;\n};`,
      'data.js':
        `const tf = require('@tensorflow/tfjs-node');\nmodule.exports = async (file) => {\n` +
        `  const rows = tf.data.csv(file);\n  return { rows, count: (await rows.columnNames()).length - 1 };\n};`,
    });
    assert.deepEqual(
      models.map(({ file, data }) => [file, data]),
      [['/w/model.js', 'synthetic']],
    );
  });

  it("are the code's own where it makes them", async () => {
    const report = onlyFaultless(
      await probeTexts({
        'model.ts': `${head}function* waves() {
  for (let i = 0; i < 64; i++) yield {
    xs: [Math.sin(i), Math.cos(i), i / 64, 1], ys: [i % 3 === 0 ? 1 : 0, i % 3 === 1 ? 1 : 0, i % 3 === 2 ? 1 : 0] };
}
export async function train() {
  const rows = tf.data.generator(waves as any).map(
    (one: any) => ({ xs: tf.tensor1d(one.xs), ys: tf.tensor1d(one.ys) })).batch(16);
  ${model('[4]')}
  await model.fitDataset(rows as any, { epochs: 2 });
}`,
      }),
    );
    assert.deepEqual([report.data, report.batchSize], ['user', 16]);
  });

  it('need not be had in components of Vue and Svelte either', async () => {
    const script =
      `import * as tf from '@tensorflow/tfjs';\nimport { ref } from 'vue';\n` +
      `const props = defineProps<{ units: number }>();\nasync function train() {\n  ${model('[4]')}\n` +
      `  const rows = await (await fetch('/rows')).json();\n  await model.fit(rows.xs, rows.ys);\n}\n`;
    const vue = onlyFaultless(
      await probeTexts({
        'Train.vue': `<template>\n<p>{{ 1 > 2 }}</p>\n</template>\n<script setup lang="ts">\n${script}</script>\n`,
      }),
    );
    assert.deepEqual([vue.name, vue.range.start.line, vue.data], ['model', 8, 'synthetic']);
    assert.deepEqual(
      vue.layers.map(({ range }) => range.start.line),
      [8, 10],
    );
    const svelte = onlyFaultless(
      await probeTexts({
        'Train.svelte': `<script>\n${script
          .replace(/const props.*/, 'export let units = 3;')
          .replace(/<\{.*?\}>/, '')}</script>\n{#if units > 2}<p>yes</p>{/if}\n`,
      }),
    );
    assert.deepEqual([svelte.name, svelte.range.start.line], ['model', 5]);
  });
});
