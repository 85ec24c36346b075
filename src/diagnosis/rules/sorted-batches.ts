/**
 * The part of rule not-learning that looks at the order of the rows: each batch holds rows of one kind, so that each
 * step teaches one answer for all, and the next one another.
 */

import { formatShare } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { Location } from '../../report/position';
import { medianOfFinite } from '../../report/statistics';
import type { Facts, SeedFacts } from '../evidence/facts';
import { furtherStepsOf } from '../evidence/further-steps';
import { thresholds } from '../thresholds/thresholds';
import { inSeeds } from '../phrases/phrases';
import { toFinding, trainingPlace } from '../phrases/verdict';

/** Whether the rows come sorted in these seeds: batches have less than `learning.sorted` of the spread of all rows. */
export function areBatchesSorted(facts: Facts, seeds: readonly SeedFacts[]): boolean {
  return (
    facts.model.data === 'user' &&
    seeds.length > 0 &&
    seeds.every((seed) => withinBatches(facts, seed) < thresholds.learning.sorted)
  );
}

/**
 * How the targets vary within a batch: in the measured steps, or in the further ones, where all of the measured ones
 * may have one target. NaN where that is not known.
 */
function withinBatches(facts: Facts, seed: SeedFacts): number {
  const measured = facts.model.answers?.withinBatches?.[seed.index] ?? Number.NaN;
  const further = furtherStepsOf(facts, seed)?.withinBatches ?? Number.NaN;
  return Number.isNaN(measured) || further < measured ? further : measured;
}

/** Whether classes that come one after the other keep a seed's loss far above that of a constant answer. */
export function areClassesUnlearned(facts: Facts, seed: SeedFacts, share: number): boolean {
  return share > thresholds.guessing.worse && isOfClasses(facts) && areBatchesSorted(facts, [seed]);
}

function isOfClasses({ model: { lossCalls = [] } }: Facts): boolean {
  return lossCalls.length > 0 && lossCalls.every(({ kind }) => kind !== null && ofClasses.has(kind));
}

/** What the order of the rows does, and what to do. */
export function sortedBatchesReason(facts: Facts): string {
  const share = medianOfFinite(facts.seeds.map((seed) => withinBatches(facts, seed)));
  const [what, which] =
    facts.model.batchSize < thresholds.learning.sortedBatch
      ? ['many rows of one kind follow each other', `${thresholds.learning.sortedBatch} in a row`]
      : ['each batch holds rows of one kind', 'the batch'];
  return (
    `The rows come sorted: ${what}, so that one answer for ${which} costs only ` +
    `${formatShare(share)} of what one for all rows costs, and steps unlearn what earlier ones taught. ` +
    'Shuffle the rows: call shuffle on the dataset before batch, with a buffer that holds rows of every kind, or ' +
    'leave shuffle: false out.'
  );
}

export function sortedBatchesPlace(facts: Facts): Location {
  return facts.model.trainedAt ?? trainingPlace(facts);
}

/**
 * The finding on rows that come class by class to a model that learns in the measured steps all the same: what it knows
 * at the end of a pass is mostly the last class.
 */
export function sortedClasses(facts: Facts): Finding[] {
  const { batchSize, steps } = facts.model;
  const isLong = batchSize >= thresholds.learning.sortedBatch && steps >= thresholds.steps.few;
  if (!isOfClasses(facts) || !isLong || !areBatchesSorted(facts, facts.seeds)) return [];
  return [information(facts, facts.seeds, sortedBatchesReason(facts))];
}

/** The kinds of losses whose targets are classes. */
const ofClasses: ReadonlySet<string> = new Set(['categorical', 'sparse', 'binary']);

/**
 * The finding on a loss that rises because of the order of the rows, for which the learning rate is not to blame. It is
 * information: such a model learns, only more slowly.
 */
export function sortedBatches(facts: Facts, seeds: readonly SeedFacts[]): Finding {
  const where = inSeeds(
    facts,
    seeds.map(({ index }) => index),
  );
  return information(facts, seeds, `The loss rises${where}. ${sortedBatchesReason(facts)}`);
}

function information(facts: Facts, seeds: readonly SeedFacts[], message: string): Finding {
  return toFinding(facts, {
    code: 'not-learning',
    severity: 'information',
    role: 'cause',
    message,
    headline: 'gradients flow; the rows come sorted',
    at: sortedBatchesPlace(facts),
    layers: [],
    blames: [{ setting: 'shuffle' }],
    seeds: seeds.map(({ index }) => index),
  });
}
