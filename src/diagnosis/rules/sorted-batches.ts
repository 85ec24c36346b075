/**
 * The part of rule not-learning that looks at the order of the rows: each batch holds rows of one kind, so that each
 * step teaches one answer for all, and the next one another.
 */

import { formatShare } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { Location } from '../../report/position';
import { medianOfFinite } from '../../report/statistics';
import type { Facts, SeedFacts } from '../evidence/facts';
import { thresholds } from '../thresholds/thresholds';
import { inSeeds } from '../phrases/phrases';
import { toFinding, trainingPlace } from '../phrases/verdict';

/** Whether the rows come sorted in these seeds: batches have less than `learning.sorted` of the spread of all rows. */
export function areBatchesSorted({ model }: Facts, seeds: readonly SeedFacts[]): boolean {
  const { withinBatches } = model.answers ?? {};
  return (
    model.data === 'user' &&
    seeds.length > 0 &&
    seeds.every(({ index }) => (withinBatches?.[index] ?? NaN) < thresholds.learning.sorted)
  );
}

/** What the order of the rows does, and what to do. */
export function sortedBatchesReason({ model }: Facts): string {
  const share = medianOfFinite(model.answers?.withinBatches ?? []);
  return (
    'The rows come sorted: each batch holds rows of one kind, so that one answer for the batch costs only ' +
    `${formatShare(share)} of what one for all rows costs, and steps unlearn what earlier ones taught. ` +
    'Shuffle the rows: call shuffle on the dataset before batch, or leave shuffle: false out.'
  );
}

export function sortedBatchesPlace(facts: Facts): Location {
  return facts.model.trainedAt ?? trainingPlace(facts);
}

/**
 * The finding on a loss that rises because of the order of the rows, for which the learning rate is not to blame. It is
 * information: such a model learns, only more slowly.
 */
export function sortedBatches(facts: Facts, seeds: readonly SeedFacts[]): Finding {
  const indices = seeds.map(({ index }) => index);
  return toFinding(facts, {
    code: 'not-learning',
    severity: 'information',
    role: 'cause',
    message: `The loss rises${inSeeds(facts, indices)}. ${sortedBatchesReason(facts)}`,
    headline: 'gradients flow; the rows come sorted',
    at: sortedBatchesPlace(facts),
    layers: [],
    blames: [{ setting: 'shuffle' }],
    seeds: indices,
  });
}
