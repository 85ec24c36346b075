/** Candidates: an adaptive optimizer instead of plain SGD, whose one step size has to suit every layer. */

import type { Finding } from '../../../report/finding';
import { formatDecimal } from '../../../report/format';
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
    return ratesFor(finding).flatMap((rate) => {
      const edits = text.changeOptimizer(present, 'adam', rate);
      return edits ? [{ change: `Adam with learning rate ${formatDecimal(rate)}`, edits }] : [];
    });
  },
};

/** tfjs's usual rate; where nothing was learned by small steps, ten times that as well: XOR needs it. */
function ratesFor({ code }: Finding): readonly number[] {
  return code === 'not-learning' || code === 'update-too-small' ? [0.001, 0.01] : [0.001];
}
