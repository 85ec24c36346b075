/** Candidates: a hand-written network without its last activation, where that keeps it from the targets. */

import type { CandidateKind } from '../../contract/candidate';

/** The operations of tfjs that bound what a network gives. */
const activations = ['sigmoid', 'tanh', 'relu', 'relu6', 'softplus', 'softmax'];

export const headActivation: CandidateKind = {
  kind: 'output-and-loss',
  codes: ['unreachable-targets'],
  propose: ({ model, text }, finding) => {
    if (model.entry !== 'loop' || model.layers.some(({ className }) => className !== 'Variable')) return [];
    return activations.flatMap((name) => {
      const edits = text.removeOperation(finding, name);
      return edits ? [{ change: `no ${name} at the end`, edits }] : [];
    });
  },
};
