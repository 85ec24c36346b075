/**
 * Part of the rule not-learning: a reshape that is meant to swap axes. It keeps the order of the numbers, so that those
 * of one example or time step end in several.
 */

import type { Finding } from '../../report/finding';
import type { LossSlipReport } from '../../report/losses';
import type { Facts } from '../evidence/facts';
import { endOfSeeds, seedsWithoutLearning } from '../evidence/further-steps';
import { nothingLearnedText, shapeText } from '../phrases/phrases';
import { toFinding, trainingPlace } from '../phrases/verdict';

/**
 * A warning where nothing is learned. What the nearest examples tell says nothing here: the rows that meet the weights
 * are mixed already.
 */
export function unlearnedByReshape(facts: Facts): Finding[] {
  const slip = reshapeOf(facts);
  const stuck = seedsWithoutLearning(facts);
  if (!slip || stuck.length === 0) return [];
  const seeds = stuck.map(({ index }) => index);
  const end = endOfSeeds(facts, stuck);
  return [
    findingAt(facts, slip, {
      severity: 'warning',
      message: `${nothingLearnedText(facts, seeds, end)}. ${reasonOf(slip)}`,
      headline: 'gradients flow; nothing learned',
      seeds,
    }),
  ];
}

/** Information, whatever the model learns. */
export function reshapedAxes(facts: Facts): Finding[] {
  const slip = reshapeOf(facts);
  if (!slip) return [];
  const headline = 'gradients flow; a reshape mixes axes';
  return [findingAt(facts, slip, { severity: 'information', message: reasonOf(slip), headline })];
}

function findingAt(
  facts: Facts,
  { at }: LossSlipReport,
  told: Pick<Finding, 'severity' | 'message' | 'headline'> & { readonly seeds?: readonly number[] },
): Finding {
  return toFinding(facts, {
    code: 'not-learning',
    role: 'cause',
    at: at ?? trainingPlace(facts),
    layers: [],
    ...told,
  });
}

function reshapeOf({ model }: Facts): LossSlipReport | undefined {
  return model.lossSlips?.find(({ kind }) => kind === 'reshaped');
}

function reasonOf({ shapes }: LossSlipReport): string {
  const [from, to] = shapes;
  const mixes = from[0] === to[0] ? 'what belongs to one place of an axis ends' : 'numbers of one example end';
  const order = axesToSwap(shapes);
  const remedy = order
    ? `Write tf.transpose(x, ${shapeText(order)}) instead.`
    : 'Swap the axes with tf.transpose before you change the rank.';
  return (
    `This reshape makes ${shapeText(to)} of ${shapeText(from)}, but it keeps the order of the numbers and swaps no ` +
    `axes: ${mixes} in several rows. ${remedy}`
  );
}

/**
 * The axes of the old shape in the order of the new one; undefined where they are not the same sizes.
 * @param shapes of the slip: the one before the reshape, and the one after it
 */
export function axesToSwap([from, to]: LossSlipReport['shapes']): readonly number[] | undefined {
  const left = [...from.keys()];
  const order = to.flatMap((size) => {
    const at = left.findIndex((axis) => from[axis] === size);
    return at < 0 ? [] : left.splice(at, 1);
  });
  return left.length === 0 ? order : undefined;
}
