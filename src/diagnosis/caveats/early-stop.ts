/**
 * Lowers to information the findings on learning of a model that ended after a few steps, because it has hardly begun.
 */

import type { Finding, FindingCode } from '../../report/finding';
import { formatCount } from '../../report/format';
import type { Facts } from '../evidence/facts';
import { thresholds } from '../thresholds/thresholds';
import { isDivergence } from '../phrases/verdict';

/** Findings that need many steps to show, unlike those on the first steps' gradients. */
const ofLearning: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'update-too-small',
  'update-too-large',
  'unscaled-data',
  'not-learning',
]);

/**
 * @returns the findings in their order; lowered ones say after how many steps the time was over, or the training
 * failed. Where the probe itself was asked for few steps, nothing is lowered.
 */
export function lowerForEarlyStop(findings: readonly Finding[], facts: Facts): Finding[] {
  const { cutShort, notAsRun, steps } = facts.model;
  if ((cutShort ?? notAsRun) === undefined || steps >= thresholds.steps.few) return [...findings];
  return findings.map((finding) => {
    if (!ofLearning.has(finding.code) && !isDivergence(finding, facts)) return finding;
    const message = `${finding.message} Measured in ${formatCount(steps, 'step')} only: more steps may differ.`;
    return { ...finding, severity: 'information', message };
  });
}
