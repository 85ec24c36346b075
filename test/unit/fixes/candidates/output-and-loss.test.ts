/** Which heads and losses are proposed for which targets, on a stand-in for the text. */

import assert from 'node:assert/strict';
import { outputAndLoss } from '../../../../src/fixes/candidates/layers/output-and-loss';
import type { CandidateContext } from '../../../../src/fixes/contract/candidate';
import type { Finding } from '../../../../src/report/finding';
import type { PlacedTensorFacts } from '../../../../src/report/report';
import { modelOf } from '../../diagnosis/models';

/** The changes proposed for a sigmoid head of four units under a loss, whose targets have this range. */
function changes(loss: string, min: number, max: number, wholeNumbers = true): string[] {
  return changesOf(loss, 4, { min, max, wholeNumbers });
}

/** The same for a head of so many units. */
function changesOf(loss: string, units: number, target: Partial<PlacedTensorFacts>): string[] {
  const layers = [{ gradient: 1 }, { gradient: 1, units, activation: 'sigmoid' }];
  const built = modelOf({ layers, loss });
  const targets = [target as PlacedTensorFacts];
  const place = { file: built.file, range: built.range };
  const model = { ...built, compiledAt: place, dataFacts: { inputs: [], targets } };
  const text = {
    quote: (_: string, value: string) => `'${value}'`,
    change: () => [{ ...place, newText: '' }],
    definitions: () => [],
  };
  const finding = { code: 'output-loss-mismatch', layers: [1] } as unknown as Finding;
  const context = { model, text } as unknown as CandidateContext;
  return outputAndLoss.propose(context, finding).map(({ change }) => change);
}

describe('output and loss', () => {
  it('keeps the head over labels of 0 to 255, which want a scale, unless the loss is a distance', () => {
    assert.deepEqual(changes('diceLoss', 0, 255), []);
    assert.deepEqual(changes('binaryCrossentropy', 0, 255), []);
    assert.deepEqual(changes('meanSquaredError', 0, 255), ['linear output']);
    assert.deepEqual(changes('diceLoss', 0, 90.5, false), ['linear output + meanSquaredError']);
  });

  it('gives class numbers under the cross-entropy of one unit a softmax of as many units', () => {
    const numbers = (count: number): Partial<PlacedTensorFacts> => ({
      min: 0,
      max: count - 1,
      wholeNumbers: true,
      columns: 1,
      values: Array.from({ length: count }, (_, value) => ({ value, count: 9 })),
    });
    const both = '10 softmax units + sparseCategoricalCrossentropy';
    assert.equal(changesOf('binaryCrossentropy', 1, numbers(10))[0], both);
    assert.ok(!changesOf('binaryCrossentropy', 1, numbers(2)).includes(both));
    assert.ok(!changesOf('meanSquaredError', 1, numbers(10)).includes(both), 'amounts may be whole numbers');
    assert.ok(!changesOf('binaryCrossentropy', 4, numbers(10)).includes(both));
  });

  it('turns labels of 0 and 1 into no regression, but leaves one that the code means', () => {
    const isRegression = (change: string): boolean => change.includes('meanSquaredError');
    assert.deepEqual(changes('softmaxCrossEntropy', 0, 1).filter(isRegression), []);
    assert.ok(changes('softmaxCrossEntropy', 0, 1).length > 0);
    assert.ok(changes('softmaxCrossEntropy', 0, 1, false).some(isRegression));
    assert.ok(changes('meanSquaredError', 0, 1).includes('linear output'));
  });
});
