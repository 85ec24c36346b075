/** Candidates: a cross-entropy of one logit, for a loop that gives one column to a cross-entropy over classes. */

import { isOneColumn } from '../../../diagnosis/evidence/outputs-of-losses';
import type { CandidateKind } from '../../contract/candidate';

export const lossOfOneColumn: CandidateKind = {
  kind: 'output-and-loss',
  codes: ['output-loss-mismatch'],
  propose: ({ model: { lossCalls = [] }, text }) =>
    lossCalls.flatMap((call) => {
      if (call.name !== 'softmaxCrossEntropy' || !call.at || !isOneColumn(call)) return [];
      const edits = text.renameCallee(call.at, ['losses', 'sigmoidCrossEntropy']);
      return edits ? [{ change: 'sigmoidCrossEntropy', edits, rescales: true }] : [];
    }),
};
