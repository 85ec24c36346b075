/**
 * Part of the rule output-loss-mismatch: a percentage error over targets of which some are 0. A tiny divisor stands in
 * for these, so that their errors count a million times as much as all others.
 */

import { formatShare } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { LossSlipReport } from '../../report/losses';
import type { Facts } from '../evidence/facts';
import { headOf } from '../evidence/outputs-of-losses';
import { toFinding, trainingPlace } from '../phrases/verdict';

/** A warning at the division, or where the loss is named. */
export function percentageOfZeros(facts: Facts, { operation, outputs, at, callers = [] }: LossSlipReport): Finding {
  return toFinding(facts, {
    code: 'output-loss-mismatch',
    severity: 'warning',
    role: 'cause',
    message:
      `${operation} divides each error by its target, and ${formatShare(outputs?.outside ?? 0)} of the targets are ` +
      '0: a tiny number stands in for them, so that their errors count a million times as much as those of all other ' +
      "examples, and the model learns to answer 0. Leave these rows out of the loss, or take 'meanAbsoluteError'.",
    at: at ?? trainingPlace(facts),
    layers: headOf(facts),
    blames: [{ callOfLoss: callers }, { setting: 'loss' }],
  });
}
