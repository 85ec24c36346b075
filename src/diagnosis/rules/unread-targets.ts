/**
 * Part of the rule not-learning: targets of Q-learning that leave out the reward, or that go on beyond the end of an
 * episode. The text shows both: the numbers fall all the same, towards values that are wrong.
 */

import type { Finding } from '../../report/finding';
import type { UnreadOfTarget } from '../../report/data/unread-targets';
import type { Facts } from '../evidence/facts';
import { toFinding } from '../phrases/verdict';

/** At most one finding, on the first such target. */
export function unreadTargets(facts: Facts): Finding[] {
  return (facts.model.unreadInTargets ?? []).slice(0, 1).map((unread) =>
    toFinding(facts, {
      code: 'not-learning',
      severity: 'warning',
      role: 'cause',
      message: unread.what === 'end' ? endText(unread) : rewardText(unread),
      headline: unread.what === 'end' ? 'gradients flow; ends are left out' : 'gradients flow; rewards are left out',
      at: unread.target,
      layers: [],
      places: [{ ...unread.madeAt, note: `${unread.name} is ${unread.kind === 'field' ? 'stored' : 'given'} here` }],
    }),
  );
}

function endText({ name, kind }: UnreadOfTarget<unknown>): string {
  const where = kind === 'field' ? 'which is stored with each, is read nowhere' : 'which says so, is read nowhere';
  return (
    'The target adds the discounted value of the next state for every transition, also for the last of an episode: ' +
    `${name}, ${where}. Multiply this by 1 - ${name}, as a number for each transition.`
  );
}

function rewardText({ name }: UnreadOfTarget<unknown>): string {
  return (
    `The target is the discounted value of the next state alone: ${name}, which this function has, is read nowhere, ` +
    `so that nothing says which actions are good. Add ${name} to this.`
  );
}
