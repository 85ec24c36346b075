/** Where a cross-entropy of one logit is proposed, on a stand-in for the text. */

import assert from 'node:assert/strict';
import { lossOfOneColumn } from '../../../../src/fixes/candidates/arithmetic/loss-of-one-column';
import type { CandidateContext } from '../../../../src/fixes/contract/candidate';
import type { Finding } from '../../../../src/report/finding';
import { modelOf } from '../../diagnosis/models';

/** The changes for a loss of this name over outputs from -2 to 3, whose rows sum up to `greatestSum` at most. */
function changes(name: string, greatestSum: number): string[] {
  const built = modelOf({ layers: [{ gradient: 1 }] });
  const at = { file: built.file, range: built.range };
  const outputs = [{ min: -2, max: 3, leastSum: -2, greatestSum }];
  const model = { ...built, lossCalls: [{ name, at, outputs }] };
  const text = { renameCallee: (_: unknown, path: readonly string[]) => [{ ...at, newText: path.join('.') }] };
  const context = { model, text } as unknown as CandidateContext;
  return lossOfOneColumn.propose(context, {} as Finding).map(({ change }) => change);
}

describe('the loss of one column', () => {
  it('becomes a cross-entropy of one logit, where it compares classes and rows hold one number', () => {
    assert.deepEqual(changes('softmaxCrossEntropy', 3), ['sigmoidCrossEntropy']);
    assert.deepEqual(changes('softmaxCrossEntropy', 4.5), []);
    assert.deepEqual(changes('sigmoidCrossEntropy', 3), []);
  });
});
