/**
 * The part of rule not-learning that looks at the order of the rows: each batch holds rows of one kind, so that each
 * step teaches one answer for all, and the next one another.
 */

import { formatCount, formatShare } from '../../report/format';
import type { Finding } from '../../report/finding';
import { learningLimits } from '../../report/losses';
import type { Location } from '../../report/position';
import { medianOfFinite } from '../../report/statistics';
import { type Facts, hasOwnData, type SeedFacts } from '../evidence/facts';
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

/**
 * The finding on a loop that gets rows of one class alone in all measured steps of all seeds: it comes to the other
 * classes later, or never. The constant answer then has no loss, but for what keeps a logarithm from 0.
 */
export function rowsOfOneClass(facts: Facts): Finding[] {
  const { answers, batchSize, steps, stepsOfCode, lossCalls = [] } = facts.model;
  const rows = steps * batchSize;
  const isLong = steps >= thresholds.steps.few && rows >= thresholds.data.constantRows;
  const isOneOfMany = lossCalls.length === 1 && ['categorical', 'sparse'].includes(lossCalls[0].kind ?? '');
  // What a single call of fit gets are all rows that there are, and it shuffles them.
  if (!answers || !hasOwnData(facts) || !isLong || !isOneOfMany || stepsOfCode?.calls === 1) return [];
  const isOne = facts.seeds.every((seed) =>
    answers.constant[seed.index]?.every((loss) => loss < learningLimits.leastConstant),
  );
  if (!isOne) return [];
  return [
    findingOf(facts, facts.seeds, {
      severity: 'warning',
      message:
        `All ${rows} rows of the first ${formatCount(steps, 'step')} are of one class: the model learns to give that ` +
        'answer to everything. Where the rows come sorted by class, each class unlearns the one before, and the last ' +
        'one stays. Shuffle the rows before the loop, each with its label: tf.util.shuffle(rows).',
      headline: 'gradients flow; all rows are of one class',
    }),
  ];
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
  return findingOf(facts, seeds, {
    severity: 'information',
    message,
    headline: 'gradients flow; the rows come sorted',
    blames: [{ setting: 'shuffle' }],
  });
}

function findingOf(
  facts: Facts,
  seeds: readonly SeedFacts[],
  told: Pick<Finding, 'severity' | 'message' | 'headline' | 'blames'>,
): Finding {
  return toFinding(facts, {
    code: 'not-learning',
    role: 'cause',
    at: sortedBatchesPlace(facts),
    layers: [],
    seeds: seeds.map(({ index }) => index),
    ...told,
  });
}
