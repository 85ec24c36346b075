/** What is proposed for inputs with gaps, on a stand-in for the text. */

import assert from 'node:assert/strict';
import { missingValues } from '../../../../src/fixes/candidates/data/missing-values';
import type { CandidateContext } from '../../../../src/fixes/contract/candidate';
import type { Finding } from '../../../../src/report/finding';
import type { PlacedTensorFacts } from '../../../../src/report/report';
import { modelOf } from '../../diagnosis/models';

/** The changes and their notes for ten rows of two columns, which lack so many numbers. */
function proposals(...nan: readonly number[]): string[] {
  const built = modelOf({ layers: [{ gradient: 1 }] });
  const place = { file: built.file, range: built.range };
  const notFinite = nan.flatMap((count, index) => (count > 0 ? [{ index, nan: count, infinite: 0 }] : []));
  const inputs = [{ rows: 10, columns: nan.length, rowsNotFinite: Math.max(...nan), notFinite } as unknown];
  const dataFacts = { inputs: inputs as PlacedTensorFacts[], targets: [] };
  const text = {
    tfName: () => 'tf',
    calleeName: () => 'fit',
    wrapArguments: () => [{ ...place, newText: '' }],
    wrapArgumentByCall: () => [{ ...place, newText: '' }],
    addFunction: () => [],
  };
  const context = { model: { ...built, trainedAt: place, dataFacts }, text } as unknown as CandidateContext;
  return missingValues.propose(context, {} as Finding).map(({ change, note }) => `${change}: ${note ?? ''}`);
}

describe('missing values', () => {
  it('leave their rows out, where these are few, or get the mean of their column', () => {
    const [without, filled, ...more] = proposals(2, 0);
    assert.match(without, /^rows with missing numbers left out/);
    assert.match(filled, /^gaps filled/);
    assert.deepEqual(more, []);
    assert.equal(proposals(7, 0).length, 1);
  });

  it('are filled beside a column without any number, and not where all columns are so', () => {
    assert.match(proposals(10, 0)[0], /Column 0 \(counted from 0\) holds no number/);
    assert.deepEqual(proposals(10, 10), []);
    assert.deepEqual(proposals(10), []);
  });
});
