/** Candidates: one column for each class, where a loss compares all outputs of an example with the class number. */

import { placedSlips } from '../../changes/placed-slips';
import type { CandidateKind } from '../../contract/candidate';

export const classNumbers: CandidateKind = {
  kind: 'output-and-loss',
  codes: ['output-loss-mismatch'],
  propose: ({ model, text }) =>
    placedSlips(model, 'column').flatMap(({ at, shapes }) => {
      const edits = text.oneHotSide(at, shapes);
      return edits ? [{ change: 'classes as one-hot rows', edits, rescales: true as const }] : [];
    }),
};
