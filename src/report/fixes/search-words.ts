/** Says how a search for fixes that proved none has ended. */

import { listedFaults } from '../finding';
import { formatCount } from '../format';
import type { ModelReport } from '../report';

/**
 * @returns whole sentences; undefined where a fix is proven, nothing is to mend, or no search has ended
 */
export function nothingProven({ findings, triedFixes, untriedFixes }: ModelReport): string | undefined {
  const isProven = findings.some(({ fixes }) => fixes.length > 0);
  if (isProven || !triedFixes || listedFaults(findings).length === 0) return undefined;
  const tried =
    triedFixes.length > 0
      ? `Of ${formatCount(triedFixes.length, 'change')} tried, none made this model healthy.`
      : undefined;
  if (!untriedFixes) return tried ?? 'Gradline knows no change to this code that could mend it.';
  const { count, because } = untriedFixes;
  const stopped = because === 'time-limit' ? 'The time for fixes was over' : 'The search was stopped';
  const left = count > 0 ? ` with ${formatCount(count, 'change')} still to try` : '';
  const remedy = because === 'time-limit' && count > 0 ? ' A higher fixTimeLimit gives them the time.' : '';
  return `${tried ? `${tried} ` : ''}${stopped}${left}.${remedy}`;
}
