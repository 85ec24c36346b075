/** Candidates: one shape for the two sides of an operation that makes a table out of two lists in a loss. */

import type { CandidateKind } from '../../contract/candidate';

export const broadcast: CandidateKind = {
  kind: 'broadcast',
  codes: ['output-loss-mismatch'],
  propose: ({ model, text }) =>
    (model.lossSlips ?? []).flatMap(({ kind, at, shapes }) => {
      const edits = kind === 'broadcast' && at ? text.giveOneShape(at, shapes) : undefined;
      return edits ? [{ change: 'both sides as columns', edits, rescales: true as const }] : [];
    }),
};
