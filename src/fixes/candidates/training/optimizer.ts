/** Candidates: an adaptive optimizer instead of plain SGD, whose one step size has to suit every layer. */

import type { CandidateKind } from '../../contract/candidate';

export const optimizer: CandidateKind = {
  kind: 'optimizer',
  codes: [
    'not-learning',
    'update-too-small',
    'update-too-large',
    'vanishing-gradient',
    'exploding-gradient',
    'saturated-activation',
  ],
  propose: ({ model, text }) => {
    const present = model.compiledAt && text.optimizer(model.compiledAt);
    if (!present || !/^(?:sgd|momentum)$/.test(present.name)) return [];
    const edits = text.changeOptimizer(present, 'adam', 0.001);
    return edits ? [{ change: 'Adam with learning rate 1e-3', edits }] : [];
  },
};
