/** Where an activation that a loop applies before a loss is proposed to go, on a stand-in for the text. */

import assert from 'node:assert/strict';
import { headActivation } from '../../../../src/fixes/candidates/arithmetic/head-activation';
import type { CandidateContext } from '../../../../src/fixes/contract/candidate';
import type { Finding } from '../../../../src/report/finding';
import { modelOf } from '../../diagnosis/models';

/** The changes where a loop applies this activation, and the loss applies `repeated` once more. */
function changes(name: string, repeated: string, slip = 'twice'): string[] {
  const built = modelOf({ layers: [{ gradient: 1 }] });
  const at = { file: built.file, range: built.range };
  const lossSlips = [{ kind: slip, operation: repeated, shapes: [] }];
  const model = { ...built, lossCalls: [{ name: 'softmaxCrossEntropy', activation: { name, at } }], lossSlips };
  const text = { removeOperation: () => [{ ...at, newText: '' }] };
  const context = { model, text } as unknown as CandidateContext;
  return headActivation.propose(context, { code: 'output-loss-mismatch' } as Finding).map(({ change }) => change);
}

describe('an activation before a loss that applies it itself', () => {
  it('goes, and no other does', () => {
    assert.deepEqual(changes('softmax', 'softmax'), ['no softmax before the loss']);
    assert.deepEqual(changes('sigmoid', 'sigmoid'), ['no sigmoid before the loss']);
    assert.deepEqual(changes('softmax', 'softmax', 'bounded'), ['no softmax before the loss']);
    assert.deepEqual(changes('tanh', 'softmax'), []);
    assert.deepEqual(changes('softmax', 'softmax', 'axis'), []);
  });
});
