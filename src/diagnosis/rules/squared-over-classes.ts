/**
 * Part of the rule output-loss-mismatch: mean squared error over a softmax of several classes, where most is unlearned
 * when the code's own training ends. Its gradient passes the softmax's slope, which is small wherever the model is sure
 * of anything, and is divided by the number of classes (Golik et al. 2013); where it trains in time, it is no finding.
 */

import { formatDecimal } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { LossReport } from '../../report/losses';
import type { Facts } from '../evidence/facts';
import { unlearnedAtEnd, unlearnedAtSeenEnd } from '../evidence/further-steps';
import { headOf } from '../evidence/outputs-of-losses';
import { hasUsualRate } from '../evidence/update-ratio';
import { toFinding, trainingPlace } from '../phrases/verdict';
import { leastClasses, namesOneClass } from './binary-over-classes';

/** A warning where each row of the targets names one class, and hardly anything is learned of it. */
export function squaredOverClasses(facts: Facts, call: LossReport): Finding[] {
  const { layers, stepsOfCode } = facts.model;
  const [head] = headOf(facts, call);
  const layer = layers.at(head);
  const classes = layer?.outputShape.at(-1) ?? 0;
  if (call.kind !== 'squared' || layer?.activation !== 'softmax' || classes < leastClasses) return [];
  const share = unlearnedAtEnd(facts) ?? (hasUsualRate(facts) ? unlearnedAtSeenEnd(facts, Infinity) : undefined);
  if (share === undefined || !stepsOfCode || !namesOneClass(facts, classes)) return [];
  return [
    toFinding(facts, {
      code: 'output-loss-mismatch',
      severity: 'warning',
      role: 'cause',
      message:
        `${call.name} hardly moves a softmax of ${classes} classes: when the ${stepsOfCode.steps} steps of your code ` +
        `are over, the loss is ${formatDecimal(share)} times that of giving every example the same answer. Take the ` +
        "loss 'categoricalCrossentropy', whose gradient does not shrink with the softmax's slope.",
      at: call.at ?? trainingPlace(facts),
      layers: [head],
      blames: [{ setting: 'loss' }],
    }),
  ];
}
