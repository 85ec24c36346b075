/** A search for fixes that proved none says how it ended. */

import assert from 'node:assert/strict';
import { nothingProven } from '../../../../src/report/fixes/search-words';
import type { ModelReport } from '../../../../src/report/report';

const tried = [
  { kind: 'optimizer', change: 'adam', reason: 'It still vanishes.' },
  { kind: 'optimizer', change: 'rmsprop', reason: 'It still vanishes.' },
];

function words(search: Pick<ModelReport, 'triedFixes' | 'untriedFixes'>, severity = 'error'): string | undefined {
  return nothingProven({ findings: [{ severity, fixes: [] }], ...search } as unknown as ModelReport);
}

describe('a search that proved no fix', () => {
  it('says that nothing it tried helped, or that there was nothing to try', () => {
    assert.equal(words({ triedFixes: tried }), 'Of 2 changes tried, none made this model healthy.');
    assert.equal(words({ triedFixes: [] }), 'Gradline knows no change to this code that could mend it.');
  });

  it('says what ended it early, and how much it left', () => {
    assert.equal(
      words({ triedFixes: tried.slice(1), untriedFixes: { count: 1, because: 'time-limit' } }),
      'Of 1 change tried, none made this model healthy. The time for fixes was over with 1 change still to try. ' +
        'A higher fixTimeLimit gives them the time.',
    );
    assert.equal(
      words({ triedFixes: [], untriedFixes: { count: 3, because: 'cancelled' } }),
      'The search was stopped with 3 changes still to try.',
    );
    const atOnce = { triedFixes: [], untriedFixes: { count: 0, because: 'cancelled' } } as const;
    assert.equal(words(atOnce), 'The search was stopped.');
  });

  it('says nothing before a search, and of a model without faults', () => {
    assert.equal(words({}), undefined);
    assert.equal(words({ triedFixes: [] }, 'information'), undefined);
  });
});
