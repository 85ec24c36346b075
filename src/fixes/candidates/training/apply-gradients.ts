/** Candidates: an optimizer that gets the gradients which a loop computes and never applies. */

import type { CandidateKind } from '../../contract/candidate';

export const applyGradients: CandidateKind = {
  kind: 'apply-gradients',
  codes: ['update-too-small', 'not-learning'],
  propose: ({ model: { compiledAt, entry }, text }) => {
    const edits = entry === 'loop' && compiledAt ? text.applyGradients(compiledAt) : undefined;
    return edits ? [{ change: 'gradients applied', edits }] : [];
  },
};
