/** Part of the rule output-loss-mismatch: a reward that meets all classes instead of the chosen one. */

import type { Finding } from '../../report/finding';
import type { LossSlipReport } from '../../report/losses';
import type { Facts } from '../evidence/facts';
import { headOf } from '../evidence/outputs-of-losses';
import { toFinding, trainingPlace } from '../phrases/verdict';

/**
 * The finding on a loss of decisions, such as a policy gradient, that multiplies the logarithms of all probabilities of
 * an example by its reward. REINFORCE (Williams 1992) takes the logarithm of the action that was taken alone.
 */
export function rewardsAllClasses(facts: Facts, { shapes, at, callers = [] }: LossSlipReport): Finding {
  const [, classes] = shapes[0];
  return toFinding(facts, {
    code: 'output-loss-mismatch',
    severity: 'warning',
    role: 'cause',
    message:
      `This multiplies the logarithms of all ${classes} probabilities of an example by the same number, so the loss ` +
      'does not know which of them was chosen: a reward changes it alike, whatever earned it. ' +
      `Multiply by tf.oneHot(actions, ${classes}) as well, where actions holds the choices.`,
    at: at ?? trainingPlace(facts),
    layers: headOf(facts),
    blames: [{ callOfLoss: callers }],
  });
}
