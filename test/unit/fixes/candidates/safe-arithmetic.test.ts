/** Where a small number is added, on a stand-in for the text. */

import assert from 'node:assert/strict';
import { safeArithmetic } from '../../../../src/fixes/candidates/arithmetic/safe-arithmetic';
import type { CandidateContext } from '../../../../src/fixes/contract/candidate';
import type { Finding } from '../../../../src/report/finding';
import { modelOf } from '../../diagnosis/models';

/** How many changes there are for inputs of ten rows and two columns of which so many numbers are NaN. */
function count(nan: number): number {
  const built = modelOf({ layers: [{ gradient: 1 }] });
  const place = { file: built.file, range: built.range };
  const model = {
    ...built,
    compiledAt: undefined,
    dataFacts: { inputs: [{ nan, rows: 10, shape: [10, 2] }], targets: [] },
  };
  const text = { addEpsilon: () => [{ ...place, newText: '.add(1e-7)' }] };
  const finding = { ...place, code: 'non-finite', related: [] } as unknown as Finding;
  return safeArithmetic.propose({ model, text } as unknown as CandidateContext, finding).length;
}

describe('a small number added to what may be zero', () => {
  it('keeps a column from a division by zero, but not where zeros are all that is left', () => {
    assert.ok(count(0) > 0);
    assert.equal(count(10), count(0));
    assert.equal(count(20), 0);
  });
});
