/**
 * Candidates: the mean of a loss that adds up its examples, a sum for each example instead of one for all, and squares
 * of errors that would cancel out.
 */

import { placedSlips } from '../../changes/placed-slips';
import type { CandidateContext, CandidateKind, Proposal } from '../../contract/candidate';

export const sums: CandidateKind = {
  kind: 'sums',
  codes: ['output-loss-mismatch', 'update-too-large', 'exploding-gradient', 'zero-gradient', 'dead-units'],
  propose: (situation, { code }) => {
    if (code === 'output-loss-mismatch') return [...ofEachRow(situation), ...squared(situation)];
    return placedSlips(situation.model, 'summed').flatMap(({ at }) => {
      const edits = situation.text.changeSum(at, 'mean');
      return edits.length > 0 ? [{ change: 'mean of the loss', edits, rescales: true, isLikely: true }] : [];
    });
  },
};

function ofEachRow({ model, text }: CandidateContext): Proposal[] {
  return placedSlips(model, 'pooled').flatMap(({ at, shapes }) => {
    const edits = text.changeSum(at, (shapes.at(1)?.length ?? 0) > 1 ? 'column' : 'rows');
    return edits.length > 0 ? [{ change: 'a sum for each example', edits, isLikely: true }] : [];
  });
}

function squared({ model, text }: CandidateContext): Proposal[] {
  return placedSlips(model, 'pairs').flatMap(({ at }) => {
    const edits = text.changeSum(at, 'squares');
    return edits.length > 0 ? [{ change: 'squares of the errors', edits, rescales: true, isLikely: true }] : [];
  });
}
