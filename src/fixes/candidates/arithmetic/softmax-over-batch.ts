/** Candidates: a softmax by hand that sums over the classes of each row, where it sums over the rows of the batch. */

import type { CandidateKind } from '../../contract/candidate';

export const softmaxOverBatch: CandidateKind = {
  kind: 'softmax-axis',
  codes: ['output-loss-mismatch'],
  propose: ({ model, text }) =>
    (model.lossSlips ?? []).flatMap(({ kind, at }) => {
      const edits = kind === 'axis' && at ? text.sumOverLastAxis(at) : [];
      return edits.length > 0 ? [{ change: 'sums over the classes', edits }] : [];
    }),
};
