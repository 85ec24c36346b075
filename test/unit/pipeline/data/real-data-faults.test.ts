/** Tests the messages for data that cannot be read or do not fit: they name the file, the line and the shapes. */

import assert from 'node:assert/strict';
import { classifier, complaint, flowers, head, identity, probeWith } from './real-data';

describe('real data that do not fit', function () {
  this.timeout(120_000);

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
      /^Line 1: There is no file \.\/none\.csv seen from model\.ts\. Create it, .* without these data\.$/,
    ],
    [
      'a file of another kind',
      './a.parquet#kind',
      classifier(),
      { 'a.parquet': 'x' },
      /Data cannot be read from a file such as a\.parquet\. Name a \.csv/,
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
      /xs of rows\.json cannot be made a tensor: it holds «a» where a number is wanted\. .* the shape \[any, 1\]/,
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
      /d\.ts#batch never ended: /,
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
      /Which columns of flowers\.csv are the labels\? .* such as .*#kind\. It has width, height, kind\./,
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
    const data =
      `${head}export const batch = tf.data.generator(function* () { yield { xs: tf.tensor2d([[2]]), ys: ` +
      'tf.tensor2d([[0]]) }; yield { xs: tf.tensor2d([[1, 2]]), ys: tf.tensor2d([[0]]) }; });';
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
    const text =
      `${head}const w = tf.variable(tf.ones([2]));\nconst optimizer = tf.train.sgd(0.1);\n` +
      'for (let i = 0; i < 3; i++) optimizer.minimize(() => w.square().mean() as tf.Scalar);';
    const { errors } = await probeWith('./rows.json', text, { 'rows.json': '{"xs": [[3]], "ys": [[0]]}' });
    assert.deepEqual(
      errors.map(({ code }) => code),
      ['data'],
    );
    assert.match(errors[0].message, /rows\.json was not used: a loop of the code's own trains variables/);
  });
});
