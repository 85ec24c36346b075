/** Candidates: a cross-entropy of one logit, for a loop that gives one column to a cross-entropy over classes. */

import type { CandidateKind } from '../../contract/candidate';

export const lossOfOneColumn: CandidateKind = {
  kind: 'output-and-loss',
  codes: ['output-loss-mismatch'],
  propose: ({ model: { lossCalls = [] }, text }) =>
    lossCalls.flatMap(({ name, at, outputs }) => {
      const isOneColumn = outputs.every(
        ({ min, max, leastSum, greatestSum }) => leastSum === min && greatestSum === max,
      );
      if (name !== 'softmaxCrossEntropy' || !at || !isOneColumn) return [];
      const edits = text.renameCallee(at, ['losses', 'sigmoidCrossEntropy']);
      return edits ? [{ change: 'sigmoidCrossEntropy', edits, rescales: true }] : [];
    }),
};
