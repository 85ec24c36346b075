/** Tests which reshape layers can never get an example of the right size. */

import assert from 'node:assert/strict';
import type { Shape } from '../../../../src/probe/faults/complaints/refused-call';
import { holdsOtherCount } from '../../../../src/probe/faults/reshape-sizes';

describe('the sizes of a reshape layer', () => {
  const cases: readonly [given: Shape, target: Shape, isUnfit: boolean][] = [
    [[null, 7, 7, 4], [null, 324], true],
    [[null, 7, 7, 4], [null, 196], false],
    [[null, 36], [null, 6, null], false],
    [[null, 36], [null, 7, null], true],
    [[null, null, 8], [null, 16], false],
    [[null, 36], [null, 0, null], true],
    [[null, 36], [null, NaN], false],
  ];
  for (const [given, target, isUnfit] of cases)
    it(`${isUnfit ? 'refuse' : 'may take'} ${JSON.stringify(given)} for ${JSON.stringify(target)}`, () => {
      assert.equal(holdsOtherCount(given, target), isUnfit);
    });
});
