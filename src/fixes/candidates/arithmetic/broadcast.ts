/** Candidates: one shape for the two sides of an operation that makes a table out of two lists in a loss. */

import { placedSlips } from '../../changes/placed-slips';
import type { CandidateKind } from '../../contract/candidate';

export const broadcast: CandidateKind = {
  kind: 'broadcast',
  codes: ['output-loss-mismatch'],
  propose: ({ model, text }) =>
    placedSlips(model, 'broadcast').flatMap(({ at, shapes }) => {
      const edits = text.giveOneShape(at, shapes);
      return edits ? [{ change: 'both sides as columns', edits, rescales: true as const }] : [];
    }),
};
