/** Part of the rule not-learning: an actor whose loss lacks the minus before what its critic expects. */

import type { Finding } from '../../report/finding';
import type { Facts } from '../evidence/facts';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { toFinding, trainingPlace } from '../phrases/verdict';

/**
 * A warning on the loss of an actor that is the mean of what its critic says (DDPG, Lillicrap et al. 2015, takes the
 * negative). Nothing is said where the code does not name rewards, or climbs the loss.
 */
export function loweredRewards(facts: Facts): Finding[] {
  const { lossSlips = [], layers } = facts.model;
  const slip = lossSlips.find(({ kind, ofRewards }) => kind === 'lowered' && ofRewards);
  if (!slip || lossSlips.some(({ kind }) => kind === 'uphill')) return [];
  return [
    toFinding(facts, {
      code: 'not-learning',
      severity: 'warning',
      role: 'cause',
      message:
        "This step lowers what the critic predicts: its loss is the mean of the critic's outputs, which another step " +
        'trains towards the rewards, so the actor learns to get the least of them. Minimize the negative: ' +
        'q.mean().neg(), where q is what the critic gives.',
      headline: 'the actor lowers its rewards',
      at: slip.at ?? trainingPlace(facts),
      layers: layersWhere(layers, isTrainable),
      blames: [{ callOfLoss: slip.callers ?? [] }],
    }),
  ];
}
