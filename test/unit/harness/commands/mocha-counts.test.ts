/** Tests that the closing lines of mocha are counted, and nothing else. */

import assert from 'node:assert/strict';
import { closingLine, countLine, noCounts } from '../../../harness/commands/mocha-counts';

const count = (...lines: string[]) => lines.reduce(countLine, noCounts);

describe('counting tests', () => {
  it('sums passing, failing and pending tests over several runs', () => {
    const counts = count('  12 passing (1s)', '  1 pending', '  2 failing', '', '  3 passing (20ms)');
    assert.deepEqual(counts, { passed: 15, failed: 2, skipped: 1 });
    assert.equal(closingLine(counts), '15 passed, 2 failed, 1 skipped');
  });

  it('reads through the colors of a terminal', () => {
    assert.equal(count('\u001b[92m \u001b[0m\u001b[32m 4 passing\u001b[0m\u001b[90m (6ms)\u001b[0m').passed, 4);
  });

  it('is not misled by the titles of tests', () => {
    assert.equal(
      closingLine(count('    ✔ counts 5 passing tests', '5 passing', '      7 passing')),
      '0 passed, 0 failed',
    );
  });
});
