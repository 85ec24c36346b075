/**
 * Part of the rule not-learning: a layer that mixes the examples of a batch, so that the answer to one changes with the
 * others that happen to be in it.
 */

import type { Finding } from '../../report/finding';
import type { LossSlipReport } from '../../report/losses';
import type { Facts } from '../evidence/facts';
import { endOfFurtherSteps, furtherStepsOf, seedsWithoutLearning } from '../evidence/further-steps';
import { medianUpdateRatio } from '../evidence/update-ratio';
import { nothingLearnedText, shapeText } from '../phrases/phrases';
import { toFinding, trainingPlace } from '../phrases/verdict';
import { thresholds } from '../thresholds/thresholds';
import { fewUnitsLeft } from './few-units-left';
import { largePenalty } from './mostly-penalty';
import { areBatchesSorted } from './sorted-batches';

const limits = thresholds.learning;

/**
 * A warning where nothing is learned. Of mixed rows without a graph the nearest examples have to tell the targets, and
 * nothing else may hold the model: attention over the batch is meant at times.
 */
export function unlearnedByMixedRows(facts: Facts): Finding[] {
  const slip = mixingOf(facts);
  const stuck = seedsWithoutLearning(facts);
  if (!slip || stuck.length === 0) return [];
  const end = endOfFurtherSteps(
    facts,
    stuck.flatMap((seed) => furtherStepsOf(facts, seed) ?? []),
  );
  const isHeld =
    medianUpdateRatio(facts, stuck, 'own') < limits.slowRatio ||
    largePenalty(facts, stuck) !== undefined ||
    fewUnitsLeft(facts) !== undefined ||
    areBatchesSorted(facts, stuck);
  if (!isOfGraph(slip) && (isHeld || !(end.nearest < limits.learnable))) return [];
  const seeds = stuck.map(({ index }) => index);
  return [
    findingOf(facts, slip, {
      severity: 'warning',
      message: `${nothingLearnedText(facts, seeds, end)}. ${reasonOf(slip)}`,
      headline: 'gradients flow; nothing learned',
      seeds,
    }),
  ];
}

/** Information on a graph whose rows are shuffled, whatever the model learns. */
export function shuffledGraph(facts: Facts): Finding[] {
  const slip = mixingOf(facts);
  if (!slip || !isOfGraph(slip)) return [];
  const headline = 'gradients flow; the rows of a graph are shuffled';
  return [findingOf(facts, slip, { severity: 'information', message: reasonOf(slip), headline })];
}

function mixingOf({ model }: Facts): LossSlipReport | undefined {
  return model.lossSlips?.find(({ kind }) => kind === 'mixed-rows');
}

function isOfGraph({ shapes }: LossSlipReport): boolean {
  return shapes.length > 0;
}

function findingOf(
  facts: Facts,
  slip: LossSlipReport,
  told: Pick<Finding, 'severity' | 'message' | 'headline'> & { readonly seeds?: readonly number[] },
): Finding {
  const { layers } = facts.model;
  const index = layers.findIndex(({ name }) => name === slip.operation);
  return toFinding(facts, {
    code: 'not-learning',
    role: 'cause',
    at: index < 0 ? (slip.at ?? trainingPlace(facts)) : layers[index],
    layers: index < 0 ? [] : [index],
    ...(isOfGraph(slip) && { blames: [{ setting: 'shuffle' as const }] }),
    ...told,
  });
}

function reasonOf(slip: LossSlipReport): string {
  const mixes = 'This layer mixes the examples of a batch: the answer to one changes with the others.';
  return isOfGraph(slip)
    ? `${mixes} It reads an input ${shapeText(slip.shapes[0])} with a column for each example, a graph, but fit ` +
        'shuffles the rows and leaves the columns where they are, so that neighbours are strangers. Give fit ' +
        'shuffle: false, and a batchSize that holds all rows.'
    : `${mixes} Let its call leave the first axis alone: take means, sums and softmaxes over later axes, multiply ` +
        'along these, and neither reshape nor transpose it into another one.';
}
