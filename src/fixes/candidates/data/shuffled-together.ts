/** Candidates: inputs and targets in one random order, where the code shuffles each by an order of its own. */

import type { CandidateKind } from '../../contract/candidate';

export const shuffledTogether: CandidateKind = {
  kind: 'shuffled-together',
  codes: ['not-learning'],
  propose: ({ model, text }, finding) => {
    const files = new Set([finding.file, model.file, ...(model.trainedAt ? [model.trainedAt.file] : [])]);
    return [...files]
      .flatMap((file) => text.shuffleTogether(file))
      .map((edits) => ({ change: 'rows shuffled together', edits }));
  },
};
