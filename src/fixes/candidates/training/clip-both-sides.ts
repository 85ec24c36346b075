/** Candidates: clips of gradients that leave those of both signs. */

import { placedSlips } from '../../changes/placed-slips';
import type { CandidateKind } from '../../contract/candidate';

export const clipBothSides: CandidateKind = {
  kind: 'gradient-clipping',
  codes: ['zero-gradient'],
  propose: ({ model, text }) =>
    placedSlips(model, 'one-sided').flatMap(({ at }) => {
      const edits = text.clipBothSides(at);
      return edits ? [{ change: 'gradients of both signs', edits, isLikely: true }] : [];
    }),
};
