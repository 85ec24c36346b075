/**
 * Part of the rule output-loss-mismatch: a distance over a softmax of classes. The gradient of a mean squared error
 * passes the softmax's slope, which is small wherever the model is sure of anything, and is divided by the number of
 * classes (Golik et al. 2013); where it trains in time, it is no finding. That of a mean absolute error is the
 * cross-entropy's times the probability of the right class, so that the examples that are most wrong count least
 * (Zhang & Sabuncu 2018); where it trains all the same, it is information.
 */

import { formatDecimal } from '../../report/format';
import type { Finding, Severity } from '../../report/finding';
import type { LossReport } from '../../report/losses';
import { type Facts, hasOwnData } from '../evidence/facts';
import { unlearnedAtEnd, unlearnedAtSeenEnd } from '../evidence/further-steps';
import { headOf } from '../evidence/outputs-of-losses';
import { hasUsualRate } from '../evidence/update-ratio';
import { thresholds } from '../thresholds/thresholds';
import { toFinding, trainingPlace } from '../phrases/verdict';
import { leastClasses, namesOneClass } from './binary-over-classes';

/** A warning where each row of the targets names one class, and hardly anything is learned of it. */
export function distanceOverClasses(facts: Facts, call: LossReport): Finding[] {
  const { layers, stepsOfCode } = facts.model;
  const [head] = headOf(facts, call);
  const layer = layers.at(head);
  const classes = layer?.outputShape.at(-1) ?? 0;
  if (layer?.activation !== 'softmax' || !namesOneClass(facts, classes)) return [];
  const found = (severity: Severity, message: string): Finding[] => [
    toFinding(facts, {
      code: 'output-loss-mismatch',
      severity,
      role: 'cause',
      message: `${message}. Take the loss 'categoricalCrossentropy', ${whyCrossEntropy}.`,
      at: call.at ?? trainingPlace(facts),
      layers: [head],
      blames: [{ setting: 'loss' }],
    }),
  ];
  const isAbsolute = call.kind === 'absolute';
  const whyCrossEntropy = isAbsolute
    ? 'which counts these most'
    : "whose gradient does not shrink with the softmax's slope";
  const share = stepsOfCode && unlearnedShare(facts, isAbsolute);
  const end =
    share !== undefined &&
    `when the ${stepsOfCode?.steps} steps of your code are over, the loss is ${formatDecimal(share)} times that of ` +
      'giving every example the same answer';
  // Shares that sum to 1 are amounts, of which the median is a fair answer.
  if (isAbsolute && hasOwnData(facts) && facts.model.dataFacts?.targets.every(({ wholeNumbers }) => wholeNumbers)) {
    const why =
      `${call.name} over a softmax of ${classes} classes multiplies each example's gradient by the probability of ` +
      'the right class, so that the examples that are most wrong count least';
    return end ? found('warning', `${why}: ${end}`) : found('information', `${why}, and hard ones may be given up`);
  }
  if (call.kind !== 'squared' || classes < leastClasses || !end) return [];
  return found('warning', `${call.name} hardly moves a softmax of ${classes} classes: ${end}`);
}

/** The share of the constant answer's loss that is left where the code's own training ends, if most of it is. */
function unlearnedShare(facts: Facts, isAbsolute: boolean): number | undefined {
  const share = unlearnedAtEnd(facts) ?? (hasUsualRate(facts) ? unlearnedAtSeenEnd(facts, Infinity) : undefined);
  if (share !== undefined || !isAbsolute || !hasUsualRate(facts)) return share;
  // No guess of a softmax is better than the best constant answer: a model above that has learned next to nothing.
  const { above, learnable } = thresholds.learning;
  const left = unlearnedAtSeenEnd(facts, Infinity, learnable);
  return left !== undefined && left > above ? left : undefined;
}
