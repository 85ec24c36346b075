/** Which biases start at zero before anything else is tried, on a stand-in for the text. */

import assert from 'node:assert/strict';
import { biases } from '../../../../src/fixes/candidates/starts/biases';
import { candidateKinds } from '../../../../src/fixes/candidates/kinds';
import type { CandidateContext } from '../../../../src/fixes/contract/candidate';
import type { Finding } from '../../../../src/report/finding';
import { modelOf } from '../../diagnosis/models';

/** The changes for units that die in a layer whose bias is set by this name or starts at this number. */
function changes(start: string | number | undefined): string[] {
  const model = modelOf({ layers: [{ gradient: 1 }, { gradient: 1 }] });
  const place = { file: model.file, range: model.range };
  const set = { ...place, text: 'start', value: typeof start === 'string' ? start : undefined };
  const text = {
    definitions: (_at: unknown, name: string) =>
      name === 'value'
        ? [start].flatMap((value) => (typeof value === 'number' ? [{ ...place, value }] : []))
        : start === undefined
          ? []
          : [set],
    change: () => [{ ...place, newText: "'zeros'" }],
    quote: (_file: string, value: string) => `'${value}'`,
  };
  const finding = { code: 'dead-units', layers: [1] } as unknown as Finding;
  return biases.propose({ model, text } as unknown as CandidateContext, finding).map(({ change }) => change);
}

describe('biases of units that die', () => {
  it('start at zero, where the code starts them far from it', () => {
    assert.deepEqual(changes(-20), ['biases from zero']);
    assert.deepEqual(changes('randomNormal'), ['biases from zero']);
  });

  it('stay where they start near zero, or as tfjs starts them', () => {
    assert.deepEqual([0.01, 'zeros', undefined].flatMap(changes), []);
  });

  it('are tried before activations', () => {
    const order = candidateKinds.map(({ kind }) => kind);
    assert.ok(candidateKinds.indexOf(biases) < order.indexOf('hidden-activation'));
  });
});
