/** What a loss adds gets a smaller factor, or the other sign where it falls without end, in the text. */

import assert from 'node:assert/strict';
import { penalty } from '../../../../src/fixes/candidates/layers/penalty';
import type { Finding } from '../../../../src/report/finding';
import { modelOf } from '../../diagnosis/models';
import { edited } from '../../source/edits/edited';

/** The first change and its text, for a loss that ends at this number. */
function first(line: string, end: number): readonly [change: string | undefined, text: string | undefined] {
  const built = modelOf({ layers: [{ gradient: 1 }], losses: () => end });
  let change: string | undefined;
  const after = edited([line], (text, { call }) => {
    const model = {
      ...built,
      findings: [],
      penaltyOf: 'outputs' as const,
      penaltyAt: call(line.includes('mul(') ? 'mul(' : 'sum('),
    };
    const [proposal] = penalty.propose({ model, text }, {} as Finding);
    change = proposal.change;
    return proposal.edits;
  });
  return [change, after?.join('\n')];
}

describe('what a loss adds', () => {
  it('gets a smaller factor', () => {
    assert.deepEqual(first('const kl = spread.sum().mul(2);', 3), [
      'penalty times 0.002',
      'const kl = spread.sum().mul(0.002);',
    ]);
    assert.deepEqual(first('const kl = spread.sum();', 3), [
      'penalty times 0.001',
      'const kl = spread.sum().mul(0.001);',
    ]);
  });

  it('gets the other sign where the loss ends below zero', () => {
    const change = 'the other sign for what is added';
    assert.deepEqual(first('const kl = spread.sum().mul(0.5);', -3), [change, 'const kl = spread.sum().mul(-0.5);']);
    assert.deepEqual(first('const kl = spread.sum();', -3), [change, 'const kl = spread.sum().neg();']);
  });
});
