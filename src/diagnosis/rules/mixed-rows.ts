/**
 * Part of the rule not-learning: a layer that mixes the examples of a batch, so that the answer to one changes with the
 * others that happen to be in it.
 */

import type { Finding } from '../../report/finding';
import type { LossSlipReport } from '../../report/losses';
import type { Facts } from '../evidence/facts';
import { endOfSeeds, seedsWithoutLearning } from '../evidence/further-steps';
import type { Hold } from '../phrases/hold';
import { nothingLearnedText, shapeText } from '../phrases/phrases';
import { toFinding, trainingPlace } from '../phrases/verdict';

/**
 * What mixes the rows, where something is to be named for nothing learned. Other holds may come first: attention over
 * the batch is meant at times.
 */
export function mixedRows(facts: Facts): Hold | undefined {
  const slip = mixingOf(facts);
  if (!slip) return undefined;
  const { layers } = facts.model;
  const index = layers.findIndex(({ name }) => name === slip.operation);
  return {
    reason: reasonOf(slip),
    at: index < 0 ? (slip.at ?? trainingPlace(facts)) : layers[index],
    layers: index < 0 ? [] : [index],
    blames: isOfGraph(slip) ? [{ setting: 'shuffle' }] : [],
  };
}

/**
 * A warning on a graph whose rows are shuffled where nothing is learned. What the nearest examples tell says nothing
 * here: in the order that they come, neighbours in the graph are strangers.
 */
export function unlearnedByShuffledGraph(facts: Facts): Finding[] {
  const hold = shuffledGraphOf(facts);
  const stuck = seedsWithoutLearning(facts);
  if (!hold || stuck.length === 0) return [];
  const end = endOfSeeds(facts, stuck);
  const seeds = stuck.map(({ index }) => index);
  return [
    findingOf(facts, hold, {
      severity: 'warning',
      message: `${nothingLearnedText(facts, seeds, end)}. ${hold.reason}`,
      headline: 'gradients flow; nothing learned',
      seeds,
    }),
  ];
}

/** Information on such a graph, whatever the model learns. */
export function shuffledGraph(facts: Facts): Finding[] {
  const hold = shuffledGraphOf(facts);
  if (!hold) return [];
  const headline = 'gradients flow; the rows of a graph are shuffled';
  return [findingOf(facts, hold, { severity: 'information', message: hold.reason, headline })];
}

function mixingOf({ model }: Facts): LossSlipReport | undefined {
  return model.lossSlips?.find(({ kind }) => kind === 'mixed-rows');
}

function isOfGraph({ shapes }: LossSlipReport): boolean {
  return shapes.length > 0;
}

function shuffledGraphOf(facts: Facts): Hold | undefined {
  const slip = mixingOf(facts);
  return slip && isOfGraph(slip) ? mixedRows(facts) : undefined;
}

function findingOf(
  facts: Facts,
  { at, layers, blames = [] }: Hold,
  told: Pick<Finding, 'severity' | 'message' | 'headline'> & { readonly seeds?: readonly number[] },
): Finding {
  return toFinding(facts, { code: 'not-learning', role: 'cause', at, layers, blames, ...told });
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
