/** Candidates: a softmax by hand that sums over the classes of each row, where it sums over the rows of the batch. */

import { placedSlips } from '../../changes/placed-slips';
import type { CandidateKind } from '../../contract/candidate';

export const softmaxOverBatch: CandidateKind = {
  kind: 'softmax-axis',
  codes: ['output-loss-mismatch'],
  propose: ({ model, text }) =>
    placedSlips(model, 'axis').flatMap(({ at, callers }) => {
      const edits = text.sumOverLastAxis({ ...at, ...(callers && { callers }) });
      return edits.length > 0 ? [{ change: 'sums over the classes', edits }] : [];
    }),
};
