/** Which learning rates are proposed, on a stand-in for the text. */

import assert from 'node:assert/strict';
import { learningRate } from '../../../../src/fixes/candidates/training/learning-rate';
import type { CandidateContext } from '../../../../src/fixes/contract/candidate';
import type { Finding } from '../../../../src/report/finding';
import { modelOf } from '../../diagnosis/models';

/** The first change for steps that are too small under plain SGD with this rate. */
function first(rate: number): string | undefined {
  const built = modelOf({ layers: [{ gradient: 1 }] });
  const place = { file: built.file, range: built.range };
  const text = { optimizer: () => ({}), usualRate: () => 0.01, changeRate: () => [{ ...place, newText: '' }] };
  const model = { ...built, optimizer: 'SGD', learningRate: rate, compiledAt: place };
  const finding = { code: 'update-too-small' } as Finding;
  return learningRate.propose({ model, text } as unknown as CandidateContext, finding).at(0)?.change;
}

describe('a learning rate that is too low', () => {
  it('becomes the usual one, where rounding takes its steps away', () => {
    assert.equal(first(2e-12), 'learning rate 0.01');
    assert.equal(first(0), 'learning rate 0.01');
  });

  it('grows by what the steps call for, where they can be measured', () => {
    assert.notEqual(first(1e-6), 'learning rate 0.01');
    assert.notEqual(first(1e-6), undefined);
  });
});
