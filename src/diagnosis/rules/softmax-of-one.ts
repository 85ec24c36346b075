/** Part of the rule zero-gradient: a softmax by an operation of user code over an axis that holds a single number. */

import type { Finding, Severity } from '../../report/finding';
import { formatCount } from '../../report/format';
import type { LossSlipReport } from '../../report/losses';
import type { Facts } from '../evidence/facts';
import { shapeText } from '../phrases/phrases';
import { toFinding, trainingPlace } from '../phrases/verdict';

/** The call of such a softmax in the loss; undefined where there is none. */
export function softmaxOfOne(facts: Facts): LossSlipReport | undefined {
  return facts.model.lossSlips?.find(({ kind }) => kind === 'alone');
}

/** The finding on such a softmax, which lets no gradient through to the layers that starve. */
export function alwaysOneByOperation(
  facts: Facts,
  { shapes, at, callers = [] }: LossSlipReport,
  starved: readonly number[],
  how: { readonly severity: Severity; readonly seeds: readonly number[] },
): Finding {
  const [shape] = shapes;
  return toFinding(facts, {
    code: 'zero-gradient',
    severity: how.severity,
    role: 'cause',
    message:
      `tf.softmax runs over the last axis, which holds a single number here (${shapeText(shape)}), so it gives 1 ` +
      `whatever it gets, and ${formatCount(starved.length, 'layer')} before it ` +
      `${starved.length === 1 ? 'gets' : 'get'} no gradient. Bring the numbers that are weighed against each ` +
      'other into one row first: scores.reshape([batch, numbers]).',
    at: at ?? trainingPlace(facts),
    layers: [],
    seeds: how.seeds,
    related: starved,
    blames: [{ callOfLoss: callers }],
  });
}
