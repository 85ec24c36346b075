/**
 * Proves that the command line gives functions and models the values that a person types, as pinned ones, and says what
 * is wrong with the others.
 */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ModelReport, Report } from '../../../src/report/report';
import { type Ended, gradline, quickly } from './command';

const head = "import * as tf from '@tensorflow/tfjs';\n";
const files: Readonly<Record<string, string>> = {
  'model.ts': `${head}
export function createModel(
  inputShape: number[], numClasses: number, config: { units: number; activation: 'relu' | 'tanh' }) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: config.units, activation: config.activation, inputShape }));
  model.add(tf.layers.dense({ units: numClasses, activation: 'softmax' }));
  return model;
}

export const createOther = (numClasses: number) => tf.sequential({ layers: [
  tf.layers.dense({ units: numClasses, inputShape: [3] })] });
`,
  'commented.ts':
    `${head}// gradline: units = 5\nexport const make = (units: number) => tf.sequential({ layers: ` +
    `[tf.layers.dense({ units, inputShape: [3] })] });\n`,
  'called.ts':
    `${head}const make = (units: number) => tf.sequential({ layers: [tf.layers.dense({ units, inputShape: ` +
    `[3] })] });\nexport const net = make(6);\n`,
};

describe('--assume', function () {
  this.timeout(60_000);
  let folder = '';
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'gradline-assume-'));
    mkdirSync(path.join(folder, 'several'));
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const probe = (...words: string[]): Promise<Ended> => gradline(folder, ['probe', ...quickly, ...words]);
  const probed = async (...words: string[]): Promise<readonly ModelReport[]> => {
    const { status, stdout, stderr } = await probe('--format', 'json', ...words);
    assert.equal(status, 0, stderr);
    return (JSON.parse(stdout) as Report).models;
  };
  const shapes = (models: readonly ModelReport[]): unknown[] =>
    models.map(({ layers }) => layers.map(({ outputShape }) => outputShape.at(-1)));

  it(
    'gives parameters, fields of them and settings of the model their values, ' + 'which are told apart from guesses',
    async () => {
      const models = await probed(
        'model.ts',
        '--assume',
        'createModel.numClasses=4',
        '--assume',
        'config.units=7',
        '--assume',
        'inputShape=[5]',
        '--assume',
        'config.activation=tanh',
        '--assume',
        'loss=meanSquaredError',
        '--assume',
        'model.optimizer=sgd',
      );
      assert.deepEqual(shapes(models), [[7, 4], [10]]);
      const [first, second] = models;
      assert.deepEqual([first.layers[0].activation, first.loss, first.optimizer], ['tanh', 'meanSquaredError', 'SGD']);
      assert.deepEqual([...(first.pinned ?? [])].sort(), [
        "config.activation = 'tanh'",
        'config.units = 7',
        'inputShape = [5]',
        'loss = meanSquaredError',
        'numClasses = 4',
        'optimizer = sgd',
      ]);
      assert.deepEqual(
        first.assumed.filter((one) => one.includes(' = ') && !first.pinned?.includes(one)),
        [],
      );
      assert.ok(first.assumed.includes('numClasses = 4'), 'it is in no code');
      assert.deepEqual(
        [second.loss, second.optimizer, second.pinned],
        ['meanSquaredError', 'Adam', ['loss = meanSquaredError']],
      );
      assert.ok(second.assumed.includes('numClasses = 10'));
    },
  );

  it('gives a name without a function to all that have it, and the listing says so', async () => {
    const { stdout, stderr } = await probe('model.ts', '--assume', 'numClasses=3');
    assert.equal(stdout.match(/^pinned: numClasses = 3$/gm)?.length, 2, stdout);
    assert.doesNotMatch(stdout, /assumed: .*numClasses/);
    assert.equal(stderr, '');
  });

  const mistakes: readonly (readonly [words: string, says: RegExp])[] = [
    [
      'numClass=4',
      /^gradline: --assume numClass=4: .*createModel\.inputShape, .* createOther\.numClasses, .*model\.loss/,
    ],
    ['createOther.inputShape=[3]', /there is no createOther\.inputShape\. The names are/],
    ['numClasses=ten', /numClasses of createModel is a number, such as 10\. «ten» is not a literal/],
    ["numClasses='10'", /numClasses of createModel is a number, such as 10; this is text/],
    ['inputShape=28', /inputShape of createModel is a list of numbers, such as \[28, 28, 1\]; this is a number/],
    ['loss=mse', /tfjs has no loss mse\. Write one of meanSquaredError, /],
    ['optimizer=Adam', /tfjs has no optimizer Adam\. Did you mean adam\?/],
  ];
  for (const [words, says] of mistakes) {
    it(`says what is wrong with ${words}, and runs nothing`, async () => {
      const { status, stdout, stderr } = await probe('model.ts', '--format', 'json', '--assume', words);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, says);
    });
  }

  it('needs the name in one of the files only', async () => {
    const models = await probed('model.ts', 'called.ts', '--assume', 'createOther.numClasses=2');
    assert.deepEqual(shapes(models), [[16, 10], [2], [6]]);
  });

  it('says where a comment or the code itself comes before it', async () => {
    const commented = await probe('commented.ts', '--assume', 'units=4');
    assert.equal(commented.stderr, 'gradline: --assume units=4: units = 5 in a comment of commented.ts comes first.\n');
    const called = await probe('called.ts', '--assume', 'units=4');
    assert.equal(called.status, 0);
    assert.match(
      called.stderr,
      /^gradline: --assume units=4 was not used: no model was made by a call of make that Gradline had to make\.$/m,
    );
  });
});
