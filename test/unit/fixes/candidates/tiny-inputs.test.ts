/** What is proposed for tiny inputs, on a stand-in for the text. */

import assert from 'node:assert/strict';
import { tinyInputs } from '../../../../src/fixes/candidates/data/tiny-inputs';
import type { CandidateContext } from '../../../../src/fixes/contract/candidate';
import type { Finding } from '../../../../src/report/finding';
import { modelOf } from '../../diagnosis/models';

/** The changes for inputs up to `max` that the code divides by so much, the last division first. */
function changes(max: number, ...divisors: readonly number[]): string[] {
  const built = modelOf({ layers: [{ gradient: 1 }] });
  const place = { file: built.file, range: built.range };
  const edits = [{ ...place, newText: '' }];
  const inputs = [{ min: 0, max, mean: max / 2, std: max / 4, madeAt: place }];
  const text = {
    calleeName: () => 'fit',
    wrapArgument: () => edits,
    divisions: () =>
      divisors.map((divisor) => ({ divisor, text: `.div(${divisor})`, removed: edits, divideBy: () => edits })),
  };
  const model = { ...built, trainedAt: place, dataFacts: { inputs, targets: [] } };
  return tinyInputs.propose({ model, text } as unknown as CandidateContext, {} as Finding).map(({ change }) => change);
}

describe('tiny inputs', () => {
  it('lose the division that makes them tiny', () => {
    assert.deepEqual(changes(1 / 255, 255), ['inputs without .div(255)']);
    assert.deepEqual(changes(2e-4, 2, 5000), ['inputs without .div(5000)']);
  });

  it('are divided by one number where no single division is too many', () => {
    assert.deepEqual(changes(240 / 6553500, 100, 65535), ['inputs divided by 255 alone']);
    assert.deepEqual(changes(7000 / 1e8, 1e4, 1e4), ['inputs without .div(10000)', 'inputs without .div(10000)']);
    assert.deepEqual(changes(7000 / 1e10, 1e5, 1e5), ['inputs divided by 10000 alone']);
  });

  it('are scaled where the text divides by nothing', () => {
    assert.deepEqual(changes(4e-10), ['inputs.sub(2e-10).div(1e-10)']);
  });

  it('are left alone where they are not tiny', () => {
    assert.deepEqual(changes(1, 255), []);
  });
});
