/** Candidates: outputs without the operation that bounds them at the end, where that keeps them from the targets. */

import type { CandidateKind } from '../../contract/candidate';

/** The operations of tfjs that bound what a network gives; a finding on a layer's own activation calls none of them. */
const activations = ['sigmoid', 'tanh', 'relu', 'relu6', 'softplus', 'softmax'];

export const headActivation: CandidateKind = {
  kind: 'output-and-loss',
  codes: ['unreachable-targets'],
  propose: ({ text }, finding) =>
    activations.flatMap((name) => {
      const edits = text.removeOperation(finding, name);
      return edits ? [{ change: `no ${name} at the end`, edits }] : [];
    }),
};
