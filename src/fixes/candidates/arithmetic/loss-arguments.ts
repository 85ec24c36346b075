/** Candidates: a loss function that takes the targets first, as TensorFlow.js passes them, and a call that does so. */

import { hasSwappedArguments } from '../../../diagnosis/rules/non-finite';
import { placedSlips } from '../../changes/placed-slips';
import type { CandidateContext, CandidateKind } from '../../contract/candidate';

export const lossArguments: CandidateKind = {
  kind: 'loss-arguments',
  codes: ['non-finite', 'output-loss-mismatch'],
  propose: (situation) => {
    const edits = editsFor(situation);
    return edits ? [{ change: 'targets before outputs', edits, rescales: true }] : [];
  },
};

function editsFor({ model, text }: CandidateContext) {
  const at = model.nonFinite?.find(hasSwappedArguments)?.at;
  if (at) return text.swapParameters(at);
  const slip = placedSlips(model, 'swapped').at(0);
  return slip && text.swapArguments(slip.at);
}
