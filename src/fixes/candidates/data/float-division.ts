/** Candidates: inputs that code divides as floats, where a division of whole numbers leaves little of them. */

import type { CandidateKind } from '../../contract/candidate';

export const floatDivision: CandidateKind = {
  kind: 'data-scaling',
  codes: ['not-learning', 'dead-units', 'zero-gradient'],
  propose: ({ model, text }) =>
    (model.dataFacts?.inputs ?? []).flatMap(({ wholeNumbers, madeAt }) => {
      const edits = wholeNumbers && madeAt ? text.divideAsFloats(madeAt) : undefined;
      return edits ? [{ change: 'inputs as floats before the division', edits, note }] : [];
    }),
};

const note = 'Treat what the model predicts from, and validation data, in the same way.';
