/** Candidates: a transpose in place of a reshape that is meant to swap axes. */

import { axesToSwap } from '../../../diagnosis/rules/reshaped-axes';
import { placedSlips } from '../../changes/placed-slips';
import type { CandidateKind } from '../../contract/candidate';

export const swappedAxes: CandidateKind = {
  kind: 'swapped-axes',
  codes: ['not-learning'],
  propose: ({ model, text }) =>
    placedSlips(model, 'reshaped').flatMap(({ at, shapes }) => {
      const order = axesToSwap(shapes);
      const edits = order && text.losses.transposeInstead(at, order);
      return edits ? [{ change: 'transpose instead of reshape', edits, isLikely: true as const }] : [];
    }),
};
