/** Proves that the data which comments name are what models are trained on, in order, and that what does not fit is told by file, line and shape. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FileProbe } from '../../../src/pipeline/contract/file-probe';
import type { Report } from '../../../src/report/report';
import { gradline, quickly } from '../cli/command';
import { assertClose } from '../probe/run';
import { onlyFaultless, probeTexts } from './probing';

const head = "import * as tf from '@tensorflow/tfjs';\n";

/** A model that gives its only input times 1, with a step that changes nothing: its loss tells what it was trained on. */
const identity = `${head}export function build() {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], useBias: false, kernelInitializer: 'ones' })] });
  model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
  return model;
}
`;

/** Two features to three classes. */
function classifier(loss = 'categoricalCrossentropy', units = 3, activation = 'softmax'): string {
  return `${head}export function build() {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [2], activation: 'relu' }), tf.layers.dense({ units: ${units}, activation: '${activation}' })] });
  model.compile({ optimizer: 'adam', loss: '${loss}' });
  return model;
}
`;
}

const flowers = 'width,height,kind\n1,2,rose\n2,3,tulip\n3,4,rose\n4,5,lily\n';

async function probeWith(
  directive: string,
  text: string,
  files: Readonly<Record<string, string>> = {},
): Promise<FileProbe> {
  return probeTexts({
    'net/model.ts': `// gradline: data = ${directive}\n${text}`,
    ...Object.fromEntries(Object.entries(files).map(([name, content]) => [`net/${name}`, content])),
  });
}

/** The one message about data; the model is probed all the same. */
function complaint({ models, errors }: FileProbe): string {
  assert.deepEqual(
    models.map(({ data }) => data),
    ['synthetic'],
  );
  assert.deepEqual(
    errors.map(({ file, code, range }) => [file, code, range?.start.line]),
    [['/w/net/model.ts', 'data', 0]],
  );
  return errors[0].message;
}

describe('real data', function () {
  this.timeout(120_000);

  const batches: readonly [kind: string, exported: string][] = [
    ['an object of tensors', 'export const batch = { xs: tf.tensor2d([[1], [3]]), ys: tf.tensor2d([[0], [0]]) };'],
    ['a pair of tensors', 'export const batch = [tf.tensor2d([[1], [3]]), tf.tensor2d([[0], [0]])];'],
    ['a function', 'export const batch = () => ({ xs: tf.tensor2d([[1], [3]]), ys: tf.tensor2d([[0], [0]]) });'],
    [
      'a function that takes its time',
      'export async function batch() { await new Promise((done) => setTimeout(done, 5)); return { xs: tf.tensor1d([1, 3]), ys: tf.tensor1d([0, 0]) }; }',
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

  it('are cut into batches as the code cuts its own, in order', async () => {
    const text = `${identity}export async function train(rows: number[][]) { await build().fit(tf.tensor2d(rows), tf.zeros([rows.length, 1]), { batchSize: 2, shuffle: true }); }`;
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
    const text = `${identity}import fs from 'fs';\nexport async function train() { const model = build(); for (let i = 0; i < 3; i++) await model.trainOnBatch(JSON.parse(fs.readFileSync('x.json', 'utf8')), tf.zeros([1, 1])); }`;
    const model = onlyFaultless(await probeWith('./rows.json', text, { 'rows.json': '{"xs": [[3]], "ys": [[0]]}' }));
    assert.equal(model.data, 'user');
    assertClose(model.losses[0][0], 9, 1e-6, 'the loss on 3');
  });

  it('go by name to inputs and outputs', async () => {
    const text = `${head}export function build() {
  const a = tf.input({ shape: [1], name: 'a' });
  const b = tf.input({ shape: [2], name: 'b' });
  const sum = tf.layers.dense({ units: 1, useBias: false, kernelInitializer: 'ones', name: 'sum' }).apply(tf.layers.concatenate().apply([a, b])) as tf.SymbolicTensor;
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
    const twice =
      `${identity}\n// gradline: data = ./b.json\nexport function other() {\n  const model = build();\n  return model;\n}`.replace(
        'export function build',
        'function build',
      );
    const probe = await probeTexts({ 'model.ts': twice, 'b.json': '{"xs": [[7]], "ys": [[0]]}' });
    assertClose(onlyFaultless(probe).losses[0][0], 49, 1e-6, 'the loss on 7');
  });

  it('are rows of a CSV file, whose classes come in the order in which they appear', async () => {
    const model = onlyFaultless(await probeWith('./flowers.csv#kind', classifier(), { 'flowers.csv': flowers }));
    assert.deepEqual([model.data, model.batchSize], ['user', 4]);
    const text = `${head}export async function train() {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2], activation: 'softmax', kernelInitializer: 'zeros', biasInitializer: 'zeros' })] });
  model.layers[0].setWeights([tf.zeros([2, 3]), tf.tensor1d([100, 0, 0])]);
  model.compile({ optimizer: tf.train.sgd(0), loss: 'categoricalCrossentropy' });
  await model.fit(tf.zeros([1, 2]), tf.zeros([1, 3]), { batchSize: 1 });
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
  return tf.sequential({ layers: [tf.layers.conv2d({ filters: 2, kernelSize: 2, inputShape: [2, 2, 1] }), tf.layers.flatten(), tf.layers.dense({ units: 1 })] });
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

  const faults: readonly [
    what: string,
    directive: string,
    text: string,
    files: Readonly<Record<string, string>>,
    says: RegExp,
  ][] = [
    [
      'a file that is not there',
      './none.csv#kind',
      classifier(),
      {},
      /^Line 1: There is no file \.\/none\.csv seen from model\.ts\. Create it, or correct the path\. Until then the model is probed without these data\.$/,
    ],
    [
      'a file of another kind',
      './a.parquet#kind',
      classifier(),
      { 'a.parquet': 'x' },
      /a\.parquet is no kind of file that data can be read from\. Name a \.csv/,
    ],
    [
      'an export that is not there',
      './d.ts#bach',
      identity,
      { 'd.ts': 'export const batch = 1, other = 2;' },
      /d\.ts does not export bach; it exports batch, other\. Export it there, or correct the name/,
    ],
    [
      'no default export',
      './d.ts',
      identity,
      { 'd.ts': 'export const batch = 1;' },
      /d\.ts has no default export; it exports batch\. Name one behind a #: data = \.\/d\.ts#batch/,
    ],
    [
      'something else than a batch',
      './d.ts#batch',
      identity,
      { 'd.ts': 'export const batch = () => 7;' },
      /d\.ts#batch gives a number where a batch is wanted\. Let it give \{xs, ys\}/,
    ],
    [
      'a function that throws',
      './d.ts#batch',
      identity,
      { 'd.ts': "export const batch = () => { throw new RangeError('no luck'); };" },
      /d\.ts#batch failed with «RangeError: no luck»/,
    ],
    [
      'features in another shape',
      './d.ts#batch',
      identity,
      { 'd.ts': 'export const batch = { xs: [[1, 2, 3]], ys: [[1]] };' },
      /xs of d\.ts#batch has shape \[1, 3\], but the model takes \[any, 1\]/,
    ],
    [
      'targets in another shape',
      './d.ts#batch',
      identity,
      { 'd.ts': 'export const batch = { xs: [[1]], ys: [[1, 2]] };' },
      /ys of d\.ts#batch has shape \[1, 2\], but the model takes \[any, 1\]/,
    ],
    [
      'ragged arrays',
      './d.ts#batch',
      identity,
      { 'd.ts': 'export const batch = { xs: [[1], [2, 3]], ys: [[1], [2]] };' },
      /xs of d\.ts#batch cannot be made a tensor: its rows are not all equally long/,
    ],
    [
      'a dataset of other features',
      './d.ts#batch',
      classifier(),
      { 'd.ts': `${head}export const batch = tf.data.array([{ xs: [1, 2, 3], ys: [0, 1, 0] }]).batch(1);` },
      /xs of a batch of d\.ts#batch has shape \[1, 3\], but the model takes \[any, 2\]/,
    ],
    [
      'a dataset that was not batched',
      './d.ts#batch',
      classifier(),
      { 'd.ts': `${head}export const batch = tf.data.array([{ xs: [1, 2], ys: [0, 1, 0] }]);` },
      /xs of a batch of d\.ts#batch has shape \[2\], but the model takes \[any, 2\]/,
    ],
    [
      'a dataset without batches',
      './d.ts#batch',
      classifier(),
      { 'd.ts': `${head}export const batch = tf.data.array([]).batch(2);` },
      /d\.ts#batch cannot be trained on: The dataset has no batches/,
    ],
    [
      'text for numbers',
      './rows.json',
      identity,
      { 'rows.json': '{"xs": [["a"]], "ys": [[1]]}' },
      /xs of rows\.json cannot be made a tensor: it holds «a» where a number is wanted\. The model takes numbers in the shape \[any, 1\]/,
    ],
    [
      'a gap among the numbers',
      './rows.json',
      identity,
      { 'rows.json': '{"xs": [[1], [null]], "ys": [[1], [1]]}' },
      /xs of rows\.json cannot be made a tensor: it holds null where/,
    ],
    [
      'another number of targets',
      './rows.json',
      identity,
      { 'rows.json': '{"xs": [[1], [2]], "ys": [[1]]}' },
      /rows\.json does not give as many xs as ys: xs have shape \[2, 1\], ys \[1, 1\]/,
    ],
    [
      'no example',
      './d.ts#batch',
      identity,
      { 'd.ts': `${head}export const batch = { xs: tf.zeros([0, 1]), ys: tf.zeros([0, 1]) };` },
      /d\.ts#batch gives no examples: xs have shape \[0, 1\]/,
    ],
    [
      'a class that there is no output for',
      './rows.json',
      classifier('sparseCategoricalCrossentropy'),
      { 'rows.json': '{"xs": [[1, 2]], "ys": [[3]]}' },
      /ys of rows\.json hold 3, but the model tells 3 classes, numbered from 0 to 2/,
    ],
    [
      'an empty file',
      './flowers.csv#kind',
      classifier(),
      { 'flowers.csv': '' },
      /flowers\.csv is empty\. Its first line has to name the columns/,
    ],
    [
      'a table without rows',
      './flowers.csv#kind',
      classifier(),
      { 'flowers.csv': 'width,height,kind\n' },
      /flowers\.csv has no rows/,
    ],
    ['what is no text', './flowers.csv#kind', classifier(), { 'flowers.csv': 'PK\0\0' }, /flowers\.csv is not text/],
    [
      'a module that does not parse',
      './d.ts#batch',
      identity,
      { 'd.ts': 'export const batch = { xs: [[1]' },
      /d\.ts#batch cannot be read\. Line 1 of d\.ts is not valid code/,
    ],
    [
      'a module that throws',
      './d.ts#batch',
      identity,
      { 'd.ts': "throw new RangeError('no luck');" },
      /d\.ts stopped with «RangeError: no luck»/,
    ],
    [
      'a promise that never settles',
      './d.ts#batch',
      identity,
      { 'd.ts': 'export const batch = () => new Promise(() => undefined);' },
      /d\.ts#batch was waited for in vain/,
    ],
    [
      'a file that cannot be had',
      './d.ts#batch',
      identity,
      { 'd.ts': "import fs from 'fs';\nexport const batch = () => fs.readFileSync('rows.json');" },
      /d\.ts#batch gives nothing that could be read: a module that data come from runs without files/,
    ],
    [
      'no label column',
      './flowers.csv',
      classifier(),
      { 'flowers.csv': flowers },
      /Which columns of flowers\.csv are the labels\? Name them behind a #, such as data = \.\/flowers\.csv#kind\. It has width, height, kind\./,
    ],
    [
      'a column that is not there',
      './flowers.csv#sort',
      classifier(),
      { 'flowers.csv': flowers },
      /flowers\.csv has no column sort\. It has width, height, kind\./,
    ],
    [
      'a feature that is no number',
      './flowers.csv#height',
      classifier(),
      { 'flowers.csv': flowers },
      /The column kind of flowers\.csv is not a number in line 2 \(«rose»\)/,
    ],
    [
      'a table without names',
      './flowers.csv#kind',
      classifier(),
      { 'flowers.csv': '1,2,3\n4,5,6\n' },
      /The first line of flowers\.csv has to name the columns, but it has numbers/,
    ],
    [
      'too many features',
      './flowers.csv#kind',
      classifier(),
      { 'flowers.csv': 'a,b,c,kind\n1,2,3,x\n1,2,3,y\n' },
      /flowers\.csv has 3 features a row \(a, b, c\), but the model takes \[any, 2\]/,
    ],
    [
      'too many classes',
      './flowers.csv#kind',
      classifier('categoricalCrossentropy', 2),
      { 'flowers.csv': flowers },
      /flowers\.csv gives 3 classes of «kind» \(rose, tulip, lily\), but the model gives \[any, 2\]/,
    ],
    [
      'JSON with a mistake',
      './rows.json#y',
      classifier(),
      { 'rows.json': '[{"x": 1,}]' },
      /rows\.json is not valid JSON/,
    ],
    [
      'JSON of another form',
      './rows.json#y',
      classifier(),
      { 'rows.json': '{"rows": []}' },
      /rows\.json is neither an array of records nor an object with xs and ys/,
    ],
  ];
  for (const [what, directive, text, files, says] of faults) {
    it(`are told where there is ${what}`, async () => {
      assert.match(complaint(await probeWith(directive, text, files)), says);
    });
  }

  it('are told of one batch of a dataset that does not fit, with what was measured before it', async () => {
    const data = `${head}export const batch = tf.data.generator(function* () { yield { xs: tf.tensor2d([[2]]), ys: tf.tensor2d([[0]]) }; yield { xs: tf.tensor2d([[1, 2]]), ys: tf.tensor2d([[0]]) }; });`;
    const { models, errors } = await probeWith('./d.ts#batch', identity, { 'd.ts': data });
    assert.deepEqual(
      models.map(({ data: kind, losses }) => [kind, losses[0]]),
      [['user', [4]]],
    );
    assert.match(
      errors.find(({ code }) => code === 'data')?.message ?? '',
      /A later batch does not fit: xs of a batch of d\.ts#batch has shape \[1, 2\]/,
    );
  });

  it('are told of, too, where the file itself cannot be bundled or makes no model', async () => {
    const broken: readonly (readonly [text: string, code: string])[] = [
      [`${identity}export function (`, 'syntax'],
      [`${identity}import './nowhere';`, 'unresolved-import'],
      ['export const nothing = 1;', 'no-model'],
    ];
    for (const [text, code] of broken) {
      const { errors } = await probeWith('./none.csv#kind', text);
      assert.deepEqual(
        errors.map((error) => error.code),
        ['data', code],
      );
      assert.match(errors[0].message, /^Line 1: There is no file \.\/none\.csv/);
    }
    const { models, errors } = await probeWith('./rows.json', `${identity}import './nowhere';`, {
      'rows.json': '{"xs": [[1, 2]], "ys": [[1]]}',
    });
    assert.deepEqual(
      [models.map(({ data }) => data), errors.map(({ code }) => code)],
      [['synthetic'], ['data', 'unresolved-import']],
    );
  });

  it('are told where a loop of the code takes its own', async () => {
    const text = `${head}const w = tf.variable(tf.ones([2]));\nconst optimizer = tf.train.sgd(0.1);\nfor (let i = 0; i < 3; i++) optimizer.minimize(() => w.square().mean() as tf.Scalar);`;
    const { errors } = await probeWith('./rows.json', text, { 'rows.json': '{"xs": [[3]], "ys": [[0]]}' });
    assert.deepEqual(
      errors.map(({ code }) => code),
      ['data'],
    );
    assert.match(errors[0].message, /rows\.json was not used: variables is trained by a loop of the code's own/);
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
        [4],
      );
      assertClose(models[0].losses[0][0], 9, 1e-6, 'the loss on 3');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
