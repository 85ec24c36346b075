/**
 * Part of the rule output-loss-mismatch: binary cross-entropy over a softmax of several classes. It asks of each unit
 * by itself whether it is right, so that most of its loss is of the many zeros; such a model trains, hence information.
 */

import type { Finding } from '../../report/finding';
import type { LossReport } from '../../report/losses';
import type { Facts } from '../evidence/facts';
import { headOf } from '../evidence/outputs-of-losses';
import { thresholds } from '../thresholds/thresholds';
import { toFinding, trainingPlace } from '../phrases/verdict';

/** Over two classes, binary cross-entropy is the same as the categorical one, up to a factor. */
export const leastClasses = 3;

/** An information where each row of the targets names one class. */
export function binaryOverClasses(facts: Facts, call: LossReport): Finding[] {
  const { model } = facts;
  const [head] = headOf(facts, call);
  const layer = model.layers.at(head);
  const classes = layer?.outputShape.at(-1) ?? 0;
  if (call.kind !== 'binary' || call.takesLogits || layer?.activation !== 'softmax' || classes < leastClasses)
    return [];
  if (!namesOneClass(facts, classes)) return [];
  return [
    toFinding(facts, {
      code: 'output-loss-mismatch',
      severity: 'information',
      role: 'cause',
      message:
        `${call.name} judges each of the ${classes} outputs by itself, though this softmax chooses one of ${classes} ` +
        `classes: its loss and its accuracy count ${classes - 1} easy zeros in each row, and look better than the ` +
        "answers are. Take the loss 'categoricalCrossentropy'.",
      at: call.at ?? trainingPlace(facts),
      layers: [head],
      blames: [{ setting: 'loss' }],
    }),
  ];
}

/** Whether each row of the targets sums to 1, as one-hot rows do. */
export function namesOneClass({ model }: Facts, classes: number): boolean {
  const { rowSum } = thresholds.probabilities;
  const targets = (model.dataFacts?.targets ?? []).filter(({ columns }) => columns === classes);
  const isOne = (sum: number): boolean => Math.abs(sum - 1) <= rowSum;
  return targets.length > 0 && targets.every(({ rowSums }) => rowSums && isOne(rowSums.min) && isOne(rowSums.max));
}
