/** Candidates: a small number added where code takes the logarithm, root or reciprocal of a value that may be zero. */

import { hasSwappedArguments } from '../../../diagnosis/rules/non-finite';
import type { Location } from '../../../report/position';
import type { CandidateKind } from '../../contract/candidate';

export const safeArithmetic: CandidateKind = {
  kind: 'safe-arithmetic',
  codes: ['non-finite', 'exploding-gradient'],
  // A column that never changes has no deviation to be divided by.
  mendsData: true,
  oneIsEnough: true,
  propose: ({ model, text }, finding) => {
    // Where arguments are swapped, the small number would only hide it.
    if (model.nonFinite?.some(hasSwappedArguments)) return [];
    // Where no input holds any number, it would leave zeros, which tell nothing.
    if (model.dataFacts?.inputs.some(({ nan, rows, shape }) => nan > 0 && nan >= rows * sizeOf(shape.slice(1))))
      return [];
    const places: readonly Location[] = [finding, ...finding.related, ...(model.compiledAt ? [model.compiledAt] : [])];
    return places.flatMap((place) =>
      ['1e-7', '1e-3'].flatMap((epsilon) => {
        const edits = text.addEpsilon(place, epsilon);
        return edits.length === 0 ? [] : [{ change: `${epsilon} added to what may be zero`, edits }];
      }),
    );
  },
};

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
