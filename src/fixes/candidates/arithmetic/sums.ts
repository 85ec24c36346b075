/** Candidates: the mean of a loss that adds up its examples, and a sum for each example instead of one for all. */

import { placedSlips } from '../../changes/placed-slips';
import type { CandidateKind } from '../../contract/candidate';

export const sums: CandidateKind = {
  kind: 'sums',
  codes: ['output-loss-mismatch', 'update-too-large', 'exploding-gradient', 'zero-gradient', 'dead-units'],
  propose: ({ model, text }, { code }) => {
    if (code === 'output-loss-mismatch')
      return placedSlips(model, 'pooled').flatMap(({ at, shapes }) => {
        const edits = text.sumOfEachRow(at, (shapes.at(1)?.length ?? 0) > 1);
        return edits.length > 0 ? [{ change: 'a sum for each example', edits, isLikely: true }] : [];
      });
    return placedSlips(model, 'summed').flatMap(({ at }) => {
      const edits = text.meanForSum(at);
      return edits.length > 0 ? [{ change: 'mean of the loss', edits, rescales: true, isLikely: true }] : [];
    });
  },
};
