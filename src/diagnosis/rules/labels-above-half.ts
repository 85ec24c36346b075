/**
 * Part of the rule output-loss-mismatch: labels of a cross-entropy over classes of which each is above a half, such as
 * prices, or the codes of the characters of a text: a row of them sums to more than 1. Each example then counts as
 * every class at once, and the outputs go to the shares of these numbers. Labels of 0 and 1 that a reward scales have
 * zeros, and are fine.
 */

import { formatDecimal } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { LossReport } from '../../report/losses';
import { type Facts, isMajority } from '../evidence/facts';
import { headOf, targetsOf } from '../evidence/outputs-of-losses';
import { dataPlace } from '../phrases/data-words';
import { toFinding, trainingPlace } from '../phrases/verdict';

/** No two classes have more than this probability each. */
const half = 0.5;

/** An error at the loss, where most seeds have no label of a half or below. */
export function labelsAboveHalf(facts: Facts, call: LossReport): Finding[] {
  if (call.kind !== 'categorical' || facts.model.data !== 'user') return [];
  const target = targetsOf(facts, call);
  const isColumn = target?.columns === 1 || facts.model.layers.at(headOf(facts, call)[0])?.outputShape.at(-1) === 1;
  // Class numbers in one column have findings of their own.
  if (isColumn) return [];
  const shown = facts.seeds.filter(({ index }) => (call.targets.at(index)?.min ?? 0) > half);
  if (!isMajority(facts, shown)) return [];
  const ranges = shown.map(({ index }) => call.targets[index]);
  const min = Math.min(...ranges.map((range) => range.min));
  const max = Math.max(...ranges.map((range) => range.max));
  const made = target?.madeAt && dataPlace(facts, target);
  return [
    toFinding(facts, {
      code: 'output-loss-mismatch',
      severity: 'error',
      role: 'cause',
      message:
        `${call.name} takes as labels the probability of each class, such as 1 for the right one and 0 for the ` +
        `others, but these run from ${formatDecimal(min)} to ${formatDecimal(max)}: each example counts as every ` +
        'class at once, and the outputs learn the shares of these numbers. Look at how the labels are made; ' +
        "tf.oneHot(numbers, classes) makes them of class numbers. For amounts, take the loss 'meanSquaredError'.",
      at: call.at ?? trainingPlace(facts),
      layers: headOf(facts, call),
      places: made ? [{ ...made, note: 'these labels are made here' }] : [],
      seeds: shown.map(({ index }) => index),
    }),
  ];
}
