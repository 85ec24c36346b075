/** Candidates: weights made once, where the code makes them anew in each step. */

import { placedSlips } from '../../changes/placed-slips';
import type { CandidateKind } from '../../contract/candidate';

/** How far out of the function that makes them the weights may go. */
const levels = [0, 1, 2];

export const weightsOnce: CandidateKind = {
  kind: 'weights-once',
  codes: ['zero-gradient'],
  oneIsEnough: true,
  propose: ({ model, text }) => {
    const places = placedSlips(model, 'renewed').map(({ at }) => at);
    if (places.length === 0) return [];
    return levels.flatMap((level) => {
      const edits = text.makeOnce(places, level);
      return edits ? [{ change: 'weights made once', edits, isLikely: true as const }] : [];
    });
  },
};
