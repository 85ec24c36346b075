/**
 * Part of the rule not-learning: two nets that are to train against each other, of which one makes fakes and the other
 * judges them, and whose steps do not: both want the same, or one step trains both nets.
 */

import type { Finding } from '../../report/finding';
import type { LossSlipReport } from '../../report/losses';
import type { Facts } from '../evidence/facts';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { toFinding, trainingPlace } from '../phrases/verdict';

/** At most one warning, on the loss of the step that trains the maker of fakes, or on the step itself. */
export function judgedFakes(facts: Facts): Finding[] {
  const { lossSlips = [], layers } = facts.model;
  const slip = lossSlips.find(({ kind }) => kind === 'same-goal') ?? lossSlips.find(({ kind }) => kind === 'judge-too');
  if (!slip) return [];
  return [
    toFinding(facts, {
      code: 'not-learning',
      severity: 'warning',
      role: 'cause',
      ...(slip.kind === 'same-goal' ? sameGoal(slip) : judgeToo),
      at: slip.at ?? trainingPlace(facts),
      layers: layersWhere(layers, isTrainable),
    }),
  ];
}

function sameGoal({ operation, callers = [] }: LossSlipReport): Pick<Finding, 'message' | 'headline' | 'blames'> {
  return {
    message:
      `This loss makes the generator ${operation} what its judge says of fakes, and the step of the judge does the ` +
      'same: the two do not train against each other, and the generator learns to be told from the real data. ' +
      "Turn the sign of a critic's score, fakes.mean().neg(), or compare what the judge says of fakes with the label " +
      'of real data, as in tf.onesLike(answers).',
    headline: 'generator and judge want the same',
    blames: [{ callOfLoss: callers }],
  };
}

const judgeToo: Pick<Finding, 'message' | 'headline'> = {
  message:
    'This step of the generator trains its judge as well: it teaches the judge to take fakes for real, against what ' +
    "the judge's own step teaches it. Without a list, minimize trains every variable that its loss depends on. Give " +
    'it those of the generator alone: optimizer.minimize(loss, true, variables).',
  headline: "the generator's step trains its judge as well",
};
