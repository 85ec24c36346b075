/** Candidates: a loss function that takes the targets first, as TensorFlow.js passes them. */

import { hasSwappedArguments } from '../../../diagnosis/rules/non-finite';
import type { CandidateKind } from '../../contract/candidate';

export const lossArguments: CandidateKind = {
  kind: 'loss-arguments',
  codes: ['non-finite'],
  propose: ({ model: { nonFinite = [] }, text }) => {
    const at = nonFinite.find(hasSwappedArguments)?.at;
    const edits = at && text.swapParameters(at);
    return edits ? [{ change: 'targets before outputs', edits, rescales: true }] : [];
  },
};
