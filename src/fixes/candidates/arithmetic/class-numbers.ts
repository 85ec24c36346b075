/** Candidates: one column for each class, where a loss compares all outputs of an example with the class number. */

import type { CandidateKind } from '../../contract/candidate';

export const classNumbers: CandidateKind = {
  kind: 'output-and-loss',
  codes: ['output-loss-mismatch'],
  propose: ({ model, text }) =>
    (model.lossSlips ?? []).flatMap(({ kind, at, shapes }) => {
      const edits = kind === 'column' && at ? text.oneHotSide(at, shapes) : undefined;
      return edits ? [{ change: 'classes as one-hot rows', edits, rescales: true as const }] : [];
    }),
};
