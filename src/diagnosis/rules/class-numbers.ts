/**
 * Part of the rule output-loss-mismatch: class numbers that a cross-entropy cannot take as they are, and rows of
 * several labels under a softmax.
 */

import { formatCount, formatShare } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { LossReport, LossSlipReport } from '../../report/losses';
import type { PlacedTensorFacts } from '../../report/report';
import type { Facts } from '../evidence/facts';
import { areClassNumbers, headOf, targetsOf } from '../evidence/outputs-of-losses';
import { thresholds } from '../thresholds/thresholds';
import { dataPlace, rangeText } from '../phrases/data-words';
import { toFinding, trainingPlace } from '../phrases/verdict';

const limits = thresholds.probabilities;

/**
 * The finding on targets of a sparse cross-entropy that are no numbers of classes. TensorFlow.js cuts decimals off, and
 * a number beyond the units stands for no class: its rows have neither loss nor gradient. Rows of -1 are left out on
 * purpose.
 */
export function wrongClassNumbers(facts: Facts, call: LossReport): Finding[] {
  const target = targetsOf(facts, call);
  const [head] = headOf(facts, call);
  const units = facts.model.layers.at(head)?.outputShape.at(-1) ?? 0;
  if (call.kind !== 'sparse' || facts.model.data !== 'user' || !target || units < 2) return [];
  if (target.wholeNumbers && !(target.max >= units)) return [];
  const most = target.max;
  return [
    toFinding(facts, {
      code: 'output-loss-mismatch',
      severity: shareBeyond(target, units) < limits.rare ? 'information' : 'error',
      role: 'cause',
      message:
        `${call.name} takes the numbers of the classes, 0 to ${units - 1} for the ${units} units of the last layer, ` +
        `but the targets ${rangeText(target)}: ` +
        (target.wholeNumbers
          ? `a number over ${units - 1} stands for no class, so such rows have no loss and no gradient. Give the ` +
            `last layer ${formatCount(most + 1, 'unit')}, or number the classes from 0 on.`
          : `TensorFlow.js cuts their decimals off${oneClassText(target)}. Give it the class numbers as they are; ` +
            'only inputs are scaled.'),
      at: dataPlace(facts, target),
      layers: [head],
    }),
  ];
}

/**
 * The finding on a column of class numbers that a loss of the code's own compares with one output for each class: each
 * output is to become the number itself, so that all of them learn the same. A single number for all outputs is meant
 * where they are quantiles or means of a mixture, hence only class numbers of as many classes count.
 */
export function classNumberForAll(facts: Facts, { operation, shapes, at, callers = [] }: LossSlipReport): Finding[] {
  const units = Math.max(...shapes.map((shape) => shape.at(-1) ?? 0));
  const targets = facts.model.dataFacts?.targets ?? [];
  if (targets.length !== 1 || facts.model.data !== 'user' || !areClassNumbers(targets[0])) return [];
  const [{ min, max, values = [] }] = targets;
  if (min !== 0 || max >= units || values.length * 2 <= units) return [];
  const [rows] = shapes[0];
  return [
    toFinding(facts, {
      code: 'output-loss-mismatch',
      severity: 'warning',
      role: 'cause',
      message:
        `${operation} compares all ${units} outputs of an example with the number of its class, since [${rows}, 1] ` +
        `is repeated to [${rows}, ${units}]: every output learns to give the number itself, and none tells a class. ` +
        `Compare with tf.oneHot(classes, ${units}), or take tf.losses.softmaxCrossEntropy of it.`,
      at: at ?? trainingPlace(facts),
      layers: headOf(facts),
      blames: [{ callOfLoss: callers }],
    }),
  ];
}

/** The share of the targets that are no class number; 1 where it is not known. */
function shareBeyond({ values, wholeNumbers }: PlacedTensorFacts, units: number): number {
  if (!values || !wholeNumbers) return 1;
  const total = (of: typeof values): number => of.reduce((sum, { count }) => sum + count, 0);
  return total(values.filter(({ value }) => value >= units)) / total(values);
}

function oneClassText({ min, max }: PlacedTensorFacts): string {
  return Math.floor(min) === Math.floor(max) ? `, so that every row is of class ${Math.floor(min)}` : '';
}

/** The user's targets of zeros and ones in several columns, where a softmax answers; undefined for others. */
function oneHotUnderSoftmax(
  facts: Facts,
  call: LossReport,
): (PlacedTensorFacts & Required<Pick<PlacedTensorFacts, 'offSumOfOne'>>) | undefined {
  const target = targetsOf(facts, call);
  const isSoftmax = call.takesLogits || facts.model.layers.at(headOf(facts, call)[0])?.activation === 'softmax';
  if (call.kind !== 'categorical' || facts.model.data !== 'user' || !isSoftmax || !target?.offSumOfOne)
    return undefined;
  const areLabels = target.values?.every(({ value }) => value === 0 || value === 1);
  return areLabels ? { ...target, offSumOfOne: target.offSumOfOne } : undefined;
}

/**
 * The finding on one-hot rows of zeros alone under a softmax, which name no class: a categorical cross-entropy is 0
 * there, and so is its gradient. `tf.oneHot` makes them of class numbers at or beyond its depth. Time steps of zeros
 * pad sequences on purpose, hence only single rows count.
 */
export function labelsOfNoClass(facts: Facts, call: LossReport): Finding[] {
  const target = oneHotUnderSoftmax(facts, call);
  if (!target) return [];
  const { offSumOfOne, rowSums, oneHotMax = Number.NaN, columns } = target;
  if (rowSums?.min !== 0 || rowSums.max !== 1) return [];
  const isBeyond = oneHotMax >= columns;
  const depth = oneHotMax + 1;
  const advice = isBeyond
    ? `tf.oneHot gives zeros for numbers beyond its depth, and the class numbers run to ${oneHotMax}. Give it a ` +
      `depth of ${depth}, and the last layer ${depth} units.`
    : 'tf.oneHot gives zeros for class numbers at or beyond its depth, and below 0. Give each row its class, or ' +
      'leave rows without one out.';
  return [
    toFinding(facts, {
      code: 'output-loss-mismatch',
      severity: offSumOfOne.share < limits.rare ? 'information' : isBeyond ? 'error' : 'warning',
      role: 'cause',
      message:
        `${formatShare(offSumOfOne.share)} of the rows of targets are all zeros: they name no class, so that they ` +
        `have neither loss nor gradient. ${advice}`,
      at: dataPlace(facts, target),
      layers: headOf(facts, call).slice(0, 1),
    }),
  ];
}

/**
 * Information on rows of zeros and ones of which many hold several ones, where a softmax shares a single whole among
 * them. Recommenders and word contexts do so on purpose.
 */
export function severalLabels(facts: Facts, call: LossReport): Finding[] {
  const target = oneHotUnderSoftmax(facts, call);
  if (!target) return [];
  const { offSumOfOne, rowSums } = target;
  if (!(rowSums && rowSums.max >= 2) || offSumOfOne.share < thresholds.reach.many) return [];
  const layers = headOf(facts, call).slice(0, 1);
  return [
    toFinding(facts, {
      code: 'output-loss-mismatch',
      severity: 'information',
      role: 'cause',
      message:
        `${formatShare(offSumOfOne.share)} of the rows of targets do not have exactly one label (they have ` +
        `${rowSums.min} to ${rowSums.max}), and the softmax shares a single whole among all: of two labels neither ` +
        "gets more than a half. Where labels are independent of each other, take the activation 'sigmoid' and the " +
        "loss 'binaryCrossentropy'.",
      at: call.at ?? trainingPlace(facts),
      layers,
      blames: [{ setting: 'activation', layers }, { setting: 'loss' }],
    }),
  ];
}
