/** Candidates: steps that train every variable, where a list leaves out one that the loss multiplies by. */

import { placedSlips } from '../../changes/placed-slips';
import type { CandidateKind } from '../../contract/candidate';

export const variableList: CandidateKind = {
  kind: 'apply-gradients',
  codes: ['zero-gradient'],
  propose: ({ model, text }) =>
    placedSlips(model, 'left-out').flatMap(({ at }) => {
      const edits = text.removeVariableList(at);
      return edits ? [{ change: 'all variables trained', edits, isLikely: true }] : [];
    }),
};
