/** Tests that models are trained on the data which comments name. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Report } from '../../../../src/report/report';
import { gradline, quickly } from '../../cli/command';
import { assertClose } from '../../probe/run';
import { onlyFaultless, probeTexts } from '../probing';
import { classifier, complaint, flowers, head, identity, probeWith } from './real-data';

describe('real data', function () {
  this.timeout(120_000);

  const batches: readonly [kind: string, exported: string][] = [
    ['an object of tensors', 'export const batch = { xs: tf.tensor2d([[1], [3]]), ys: tf.tensor2d([[0], [0]]) };'],
    ['a pair of tensors', 'export const batch = [tf.tensor2d([[1], [3]]), tf.tensor2d([[0], [0]])];'],
    ['a function', 'export const batch = () => ({ xs: tf.tensor2d([[1], [3]]), ys: tf.tensor2d([[0], [0]]) });'],
    [
      'a function that takes its time',
      'export async function batch() { await new Promise((done) => setTimeout(done, 5)); return { xs: ' +
        'tf.tensor1d([1, 3]), ys: tf.tensor1d([0, 0]) }; }',
    ],
    ['nested arrays', 'export const batch = { xs: [[1], [3]], ys: [[0], [0]] };'],
    ['plain arrays of one number an example', 'export const batch = { xs: [1, 3], ys: [0, 0] };'],
    ['a dataset', 'export const batch = tf.data.array([{ xs: [1], ys: [0] }, { xs: [3], ys: [0] }]).batch(2);'],
    ['what CommonJS exports', 'exports.batch = { xs: [[1], [3]], ys: [[0], [0]] };'],
  ];
  for (const [kind, exported] of batches) {
    it(`are ${kind}`, async () => {
      const imports = exported.startsWith('exports.') ? '' : head;
      const file = exported.startsWith('exports.') ? 'probe-data.js' : 'probe-data.ts';
      const model = onlyFaultless(await probeWith(`./${file}#batch`, identity, { [file]: `${imports}${exported}` }));
      assert.deepEqual([model.data, model.batchSize], ['user', 2]);
      assertClose(model.losses[0][0], 5, 1e-6, 'the loss on 1 and 3');
    });
  }

  it('come from the default export, and from a file named without its extension', async () => {
    const model = onlyFaultless(
      await probeWith('./probe-data', identity, {
        'probe-data.ts': 'export default () => ({ xs: [[2]], ys: [[0]] });',
      }),
    );
    assertClose(model.losses[0][0], 4, 1e-6, 'the loss on 2');
  });

  it('are cut into batches as the code cuts its own', async () => {
    const text =
      `${identity}export async function train(rows: number[][]) { await build().fit(tf.tensor2d(rows), ` +
      'tf.zeros([rows.length, 1]), { batchSize: 2, shuffle: false }); }';
    const model = onlyFaultless(
      await probeWith('./rows.json', text, {
        'rows.json': '{"xs": [[1], [2], [3], [4], [5]], "ys": [[0], [0], [0], [0], [0]]}',
      }),
    );
    assert.deepEqual([model.entry, model.data, model.batchSize], ['fit', 'user', 2]);
    [2.5, 12.5, 25].forEach((loss, step) => {
      assertClose(model.losses[0][step], loss, 1e-6, `step ${step}`);
    });
  });

  it('take the place of a batch that the code would load', async () => {
    const text =
      `${identity}import fs from 'fs';\nexport async function train() { const model = build(); ` +
      `for (let i = 0; i < 3; i++) await model.trainOnBatch(JSON.parse(fs.readFileSync('x.json', 'utf8')), ` +
      'tf.zeros([1, 1])); }';
    const model = onlyFaultless(await probeWith('./rows.json', text, { 'rows.json': '{"xs": [[3]], "ys": [[0]]}' }));
    assert.equal(model.data, 'user');
    assertClose(model.losses[0][0], 9, 1e-6, 'the loss on 3');
  });

  it('go by name to inputs and outputs', async () => {
    const text = `${head}export function build() {
  const a = tf.input({ shape: [1], name: 'a' });
  const b = tf.input({ shape: [2], name: 'b' });
  const sum = tf.layers.dense({ units: 1, useBias: false, kernelInitializer: 'ones',
    name: 'sum' }).apply(tf.layers.concatenate().apply([a, b])) as tf.SymbolicTensor;
  const model = tf.model({ inputs: [a, b], outputs: sum });
  model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
  return model;
}`;
    const model = onlyFaultless(
      await probeWith('./data.js#batch', text, {
        'data.js': 'export const batch = { xs: { b: [[1, 1]], a: [[2]] }, ys: { sum: [[0]] } };',
      }),
    );
    assertClose(model.losses[0][0], 16, 1e-6, 'the loss on 2 + 1 + 1');
    assert.match(
      complaint(
        await probeWith('./data.js#batch', text, {
          'data.js': 'export const batch = { xs: { a: [[2]] }, ys: [[0]] };',
        }),
      ),
      /data\.js#batch gives no xs for b\. Give an object with the names a, b\./,
    );
  });

  it('are those of the function that the comment stands over', async () => {
    const caller = 'export function other() {\n  const model = build();\n  return model;\n}';
    const hidden = identity.replace('export function build', 'function build');
    const twice = `${hidden}\n// gradline: data = ./b.json\n${caller}`;
    const probe = await probeTexts({ 'model.ts': twice, 'b.json': '{"xs": [[7]], "ys": [[0]]}' });
    assertClose(onlyFaultless(probe).losses[0][0], 49, 1e-6, 'the loss on 7');
  });

  it('are rows of a CSV file, whose classes come in the order in which they appear', async () => {
    const model = onlyFaultless(await probeWith('./flowers.csv#kind', classifier(), { 'flowers.csv': flowers }));
    assert.deepEqual([model.data, model.batchSize], ['user', 4]);
    const text = `${head}export async function train() {
  const model = tf.sequential({ layers: [
    tf.layers.dense({ units: 3, inputShape: [2], activation: 'softmax', kernelInitializer: 'zeros',
    biasInitializer: 'zeros' })] });
  model.layers[0].setWeights([tf.zeros([2, 3]), tf.tensor1d([100, 0, 0])]);
  model.compile({ optimizer: tf.train.sgd(0), loss: 'categoricalCrossentropy' });
  await model.fit(tf.zeros([1, 2]), tf.zeros([1, 3]), { batchSize: 1, shuffle: false });
}`;
    const sure = onlyFaultless(await probeWith('./flowers.csv#kind', text, { 'flowers.csv': flowers }));
    assert.deepEqual(
      sure.losses[0].map((loss) => loss < 1),
      [true, false, true],
    );
  });

  it('have labels as the loss wants them', async () => {
    assert.equal(
      onlyFaultless(
        await probeWith('./flowers.csv#kind', classifier('sparseCategoricalCrossentropy'), { 'flowers.csv': flowers }),
      ).data,
      'user',
    );
    assert.equal(
      onlyFaultless(
        await probeWith('./flowers.csv#kind', classifier('binaryCrossentropy', 1, 'sigmoid'), {
          'flowers.csv': flowers.replace('lily', 'tulip'),
        }),
      ).data,
      'user',
    );
    assert.equal(
      onlyFaultless(
        await probeWith('./flowers.csv#a,b', classifier('meanSquaredError', 2, 'linear'), {
          'flowers.csv': 'x,y,a,b\n1,2,3,4\n2,3,4,5\n',
        }),
      ).data,
      'user',
    );
    assert.equal(
      onlyFaultless(
        await probeWith("'./flowers.csv#a, b'", classifier('meanSquaredError', 2, 'linear'), {
          'flowers.csv': 'x,y,a,b\n1,2,3,4\n2,3,4,5\n',
        }),
      ).data,
      'user',
    );
    assert.equal(
      onlyFaultless(
        await probeWith('./digits.tsv#digit', classifier(), { 'digits.tsv': 'x\ty\tdigit\n1\t2\t0\n2\t3\t2\n' }),
      ).data,
      'user',
    );
    assert.equal(
      onlyFaultless(
        await probeWith('./flowers.json#kind', classifier(), {
          'flowers.json': '[{"width": 1, "height": 2, "kind": "rose"}, {"width": 2, "height": 1, "kind": "tulip"}]',
        }),
      ).data,
      'user',
    );
  });

  it('are rows in the shape of the input', async () => {
    const text = `${head}export function build() {
  return tf.sequential({ layers: [
    tf.layers.conv2d({ filters: 2, kernelSize: 2, inputShape: [2, 2, 1] }), tf.layers.flatten(),
    tf.layers.dense({ units: 1 })] });
}`;
    assert.equal(
      onlyFaultless(await probeWith('./pixels.csv#y', text, { 'pixels.csv': 'a,b,c,d,y\n1,2,3,4,5\n5,4,3,2,1\n' }))
        .data,
      'user',
    );
  });

  it('leave out rows that lack a value, which is said', async () => {
    const model = onlyFaultless(
      await probeWith('./flowers.csv#kind', classifier(), { 'flowers.csv': `${flowers}?,3,rose\n7,,lily\n` }),
    );
    assert.equal(model.batchSize, 4);
    assert.ok(model.assumed.includes('2 of 6 rows of flowers.csv left out: values are missing'), model.assumed.join());
  });

  it('may begin with a byte order mark', async () => {
    const model = onlyFaultless(
      await probeWith('./rows.json', identity, { 'rows.json': '\uFEFF{"xs": [[3]], "ys": [[0]]}' }),
    );
    assertClose(model.losses[0][0], 9, 1e-6, 'the loss on 3');
  });
  it('are read by the command line from the disk, and never end up in the file itself', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'gradline-data-'));
    try {
      writeFileSync(
        path.join(folder, 'model.mjs'),
        `#!/usr/bin/env node\n// gradline: data = ./data.mjs#batch\n${identity}`,
      );
      writeFileSync(path.join(folder, 'data.mjs'), 'export const batch = { xs: [[3]], ys: [[0]] };');
      const { stdout } = await gradline(folder, ['probe', 'model.mjs', '--format', 'json', ...quickly]);
      const { models, errors } = JSON.parse(stdout) as Report;
      assert.deepEqual(errors, []);
      assert.equal(models[0].data, 'user');
      assert.deepEqual(
        models[0].layers.map(({ range }) => range.start.line),
        [5],
      );
      assertClose(models[0].losses[0][0], 9, 1e-6, 'the loss on 3');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
