/** What is proposed for class numbers of which a scale has made shares, on a stand-in for the text. */

import assert from 'node:assert/strict';
import { wholeClasses } from '../../../../src/fixes/candidates/data/whole-classes';
import type { CandidateContext } from '../../../../src/fixes/contract/candidate';
import type { PlacedTensorFacts } from '../../../../src/report/report';
import { modelOf } from '../../diagnosis/models';

/** The changes for a head of four classes whose targets have these values. */
function changes(values: readonly number[], parts: number): string[] {
  const built = modelOf({ layers: [{ gradient: 1 }] });
  const place = { file: built.file, range: built.range };
  const layers = built.layers.map((layer) => ({ ...layer, outputShape: [null, 4] }));
  const text = {
    calleeName: () => 'fit',
    wrapArgument: () => [{ ...place, newText: '' }],
    leaveLastPartOut: () => Array.from({ length: parts }, () => [{ ...place, newText: '' }]),
  };
  const model = { ...built, layers, trainedAt: place, loss: 'sparseCategoricalCrossentropy' };
  const target = {
    wholeNumbers: values.every((value) => Number.isInteger(value)),
    min: Math.min(...values),
    max: Math.max(...values),
    values: values.map((value) => ({ value, share: 1 / values.length })),
  } as unknown as PlacedTensorFacts;
  return wholeClasses({ model, text } as unknown as CandidateContext, target).map(({ change }) => change);
}

describe('class numbers that were scaled', () => {
  it('are left out of the scale, where one function scales them with the inputs', () => {
    assert.deepEqual(changes([0, 1 / 3, 2 / 3, 1], 1), ['classes left out of the scale']);
  });

  it('are scaled back, where they are shares of the largest class', () => {
    assert.deepEqual(changes([0, 0.3333333, 0.6666667, 1], 0), ['targets.mul(3).round()']);
    assert.deepEqual(changes([0, 0.25, 1], 0), []);
    assert.deepEqual(changes([-1, 0.3333333, 1], 0), []);
  });

  it('stay where they are whole', () => {
    assert.deepEqual(changes([0, 1, 2, 3], 1), []);
  });
});
