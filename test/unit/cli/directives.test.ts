/**
 * Proves that the command line follows directives, says which it passed over, and lists as assumed what is in no
 * comment and no code.
 */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Report } from '../../../src/report/report';
import { type Ended, gradline, quickly } from './command';

const code = `import * as tf from '@tensorflow/tfjs';

// gradline: numClasses = 3, numClass = 4
export function createModel(inputShape: number[], numClasses: number) {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: numClasses, activation: 'softmax', inputShape })] });
  model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
  return model;
}
`;

describe('directives on the command line', function () {
  this.timeout(60_000);
  let folder = '';
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'gradline-directives-'));
    writeFileSync(path.join(folder, 'model.ts'), code);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const probe = (...words: string[]): Promise<Ended> => gradline(folder, ['probe', 'model.ts', ...quickly, ...words]);

  it('give the model its arguments; the others are assumed, and what is wrong is an error of the report', async () => {
    const { status, stdout } = await probe('--format', 'json');
    const { models, errors } = JSON.parse(stdout) as Report;
    assert.equal(status, 0);
    assert.deepEqual(
      models[0].layers.map(({ outputShape }) => outputShape.at(-1)),
      [3],
    );
    assert.deepEqual(
      models[0].assumed.filter((one) => one.includes(' = ')),
      ['inputShape = [10]'],
    );
    assert.deepEqual(
      errors.map((error) => [error.file, error.code, error.message]),
      [['model.ts', 'directive', 'Line 3: createModel has no parameter numClass. It has inputShape, numClasses.']],
    );
  });

  it('are told in the listing', async () => {
    const { stdout } = await probe();
    assert.match(stdout, /passed over directive model\.ts:3\n\s+Line 3: createModel has no parameter numClass\./);
  });
});
