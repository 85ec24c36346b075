/** Candidates: an adaptive optimizer instead of plain SGD, whose one step size has to suit every layer. */

import type { CandidateKind } from '../../contract/candidate';
import { mayBlameOptimizer } from '../../changes/blamed-optimizer';

export const optimizer: CandidateKind = {
  kind: 'optimizer',
  codes: [
    'not-learning',
    'update-too-small',
    'update-too-large',
    'vanishing-gradient',
    'exploding-gradient',
    'saturated-activation',
    'zero-gradient',
  ],
  propose: ({ model, text }, finding) => {
    if (!mayBlameOptimizer(model, finding)) return [];
    const present = model.compiledAt && text.optimizer(model.compiledAt);
    if (!present || !/^(?:sgd|momentum)$/.test(present.name)) return [];
    const edits = text.changeOptimizer(present, 'adam', 0.001);
    return edits ? [{ change: 'Adam with learning rate 1e-3', edits }] : [];
  },
};
