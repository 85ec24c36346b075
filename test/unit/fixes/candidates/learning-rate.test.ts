/** Which learning rates are proposed, on a stand-in for the text. */

import assert from 'node:assert/strict';
import { learningRate } from '../../../../src/fixes/candidates/training/learning-rate';
import type { CandidateContext } from '../../../../src/fixes/contract/candidate';
import type { Finding } from '../../../../src/report/finding';
import { modelOf } from '../../diagnosis/models';

/** The changes of this rate for a finding, where each step changes a weight by such a share of it. */
function changes(
  code: Finding['code'],
  optimizer: string,
  rate: number,
  updateRatio: number | ((step: number) => number) = 1e-3,
): string[] {
  const built = modelOf({ layers: [{ gradient: 1, updateRatio }] });
  const place = { file: built.file, range: built.range };
  const text = { optimizer: () => ({}), usualRate: () => 0.01, changeRate: () => [{ ...place, newText: '' }] };
  const model = { ...built, optimizer, learningRate: rate, compiledAt: place };
  const proposed = learningRate.propose({ model, text } as unknown as CandidateContext, { code } as Finding);
  return proposed.map(({ change }) => change);
}

/** The first change for steps that are too small under plain SGD with this rate. */
const first = (rate: number): string | undefined => changes('update-too-small', 'SGD', rate).at(0);

describe('a learning rate that is too low', () => {
  it('becomes the usual one, where rounding takes its steps away', () => {
    assert.equal(first(2e-12), 'learning rate 0.01');
    assert.equal(first(0), 'learning rate 0.01');
  });

  it('grows by what the steps call for, where they can be measured', () => {
    assert.notEqual(first(1e-6), 'learning rate 0.01');
    assert.notEqual(first(1e-6), undefined);
  });

  it('becomes the usual one of an adaptive optimizer first', () => {
    assert.equal(changes('update-too-small', 'Adam', 1e-5)[0], 'learning rate 0.01');
    assert.notEqual(changes('vanishing-gradient', 'Adam', 1e-5)[0], 'learning rate 0.01');
  });
});

describe('a learning rate that is too high', () => {
  it('falls no further where the steps of an adaptive optimizer would be too small', () => {
    assert.deepEqual(changes('saturated-activation', 'Adam', 1e-3), ['learning rate 1e-4']);
    assert.deepEqual(changes('saturated-activation', 'SGD', 1e-3), [
      'learning rate 1e-4',
      'learning rate 1e-5',
      'learning rate 1e-6',
    ]);
  });

  it('falls by what the first step calls for where later ones diverge, else by what is usual of them', () => {
    assert.equal(changes('exploding-gradient', 'SGD', 1, (step) => 10 ** (step + 1))[0], 'learning rate 1e-3');
    assert.equal(changes('update-too-large', 'SGD', 1, (step) => 10 / (step + 1))[0], 'learning rate 0.01');
  });

  it('falls to ten times the usual one first, where an adaptive optimizer has far more', () => {
    assert.equal(changes('update-too-large', 'Adam', 1)[0], 'learning rate 0.1');
    assert.deepEqual(changes('update-too-large', 'Adam', 100).slice(0, 2), ['learning rate 0.1', 'learning rate 10']);
    assert.equal(changes('update-too-large', 'SGD', 100)[0], 'learning rate 10');
  });
});
