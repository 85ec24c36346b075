/**
 * Part of the rule output-loss-mismatch: classes that `classWeight` gives no weight, so that their rows have neither
 * loss nor gradient.
 */

import { formatShare } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { LossReport } from '../../report/losses';
import { type Facts } from '../evidence/facts';
import { headOf, targetsOf } from '../evidence/outputs-of-losses';
import { toFinding, trainingPlace } from '../phrases/verdict';

/**
 * A warning where the weights leave one class or none, so that giving it to every example is the best answer; else
 * information, since the code may leave classes out on purpose.
 */
export function weightlessClasses(facts: Facts, call: LossReport): Finding[] {
  const weightless = facts.model.data === 'user' ? targetsOf(facts, call)?.weightless : undefined;
  if (!weightless) return [];
  const { classes, share, others } = weightless;
  const isOne = classes.length === 1;
  const what =
    `classWeight gives ${isOne ? 'class' : 'classes'} ${classes.join(', ')} no weight beside the others, so ` +
    `${formatShare(share)} of the rows have neither loss nor gradient`;
  const effect =
    others.length === 0
      ? ': nothing can be learned'
      : others.length === 1
        ? `: to answer ${others[0]} for every example is the best that the model can learn`
        : `: the model never learns to answer ${isOne ? 'it' : 'them'}`;
  return [
    toFinding(facts, {
      code: 'output-loss-mismatch',
      severity: others.length > 1 ? 'information' : 'warning',
      role: 'cause',
      message: `${what}${effect}. Give each class a weight above 0, or leave classWeight out.`,
      at: facts.model.trainedAt ?? trainingPlace(facts),
      layers: headOf(facts, call).slice(0, 1),
      blames: [{ setting: 'classWeight' }],
    }),
  ];
}
