/**
 * Reads the further steps, which the probe takes where the measured ones do not show that a model learns, and tells by
 * them where the code's own training ends.
 */

import type { FurtherSteps } from '../../report/losses';
import { medianOfFinite } from '../../report/statistics';
import { thresholds } from '../thresholds/thresholds';
import { type Facts, hasOwnData, isMajority, type SeedFacts } from './facts';
import { isTrainable } from './layer-graph';
import { shareOfConstantLoss } from './loss-of-guessing';

const limits = thresholds.steps;

/** What the further steps of a seed showed; undefined where the probe took none. */
export function furtherStepsOf({ model }: Facts, { index }: Pick<SeedFacts, 'index'>): FurtherSteps | undefined {
  return model.answers?.further?.[index] ?? undefined;
}

/** The same where all of them took whole batches, as the code's own steps do. */
export function wholeFurtherStepsOf(facts: Facts, seed: Pick<SeedFacts, 'index'>): FurtherSteps | undefined {
  const further = furtherStepsOf(facts, seed);
  return further?.rows === undefined ? further : undefined;
}

/**
 * The loss of the data in the last steps that the probe took, divided by that of the best constant answer: of the
 * further steps, or else of the last measured ones. NaN where that is not known.
 */
export function lastShare(facts: Facts, seed: SeedFacts): number {
  return furtherStepsOf(facts, seed)?.share ?? shareOfConstantLoss(facts, seed, seed.late);
}

/** The seeds whose further steps show nothing learned, whatever the nearest examples answer; none if these are few. */
export function seedsWithoutLearning(facts: Facts): readonly SeedFacts[] {
  const stuck = facts.seeds.filter((seed) => {
    const further = furtherStepsOf(facts, seed);
    return further?.learns === 'no' && further.share >= thresholds.learning.below;
  });
  return isMajority(facts, stuck) ? stuck : [];
}

/** Where the further steps of some seeds end. */
interface FurtherEnd {
  /** How many steps each of these seeds took at least, the measured ones among them. */
  readonly steps: number;
  /** The loss of the data, divided by that of the best constant answer: the median over the seeds. */
  readonly share: number;
  /** The same for the loss of the mean of the nearest other examples. */
  readonly nearest: number;
  /** How many rows of each batch some of them took; undefined where all took whole batches. */
  readonly rows: number | undefined;
}

/** @param further those of the seeds that a finding is about */
export function endOfFurtherSteps({ model }: Facts, further: readonly FurtherSteps[]): FurtherEnd {
  return {
    steps: model.steps + Math.min(...further.map(({ steps }) => steps)),
    share: medianOfFinite(further.map(({ share }) => share)),
    nearest: medianOfFinite(further.map(({ nearest }) => nearest)),
    rows: further.find(({ rows }) => rows !== undefined)?.rows,
  };
}

/** Where the further steps of these seeds end. */
export function endOfSeeds(facts: Facts, seeds: readonly SeedFacts[]): FurtherEnd {
  return endOfFurtherSteps(
    facts,
    seeds.flatMap((seed) => furtherStepsOf(facts, seed) ?? []),
  );
}

/** How a seed's loss at the end of the code's training is known, the surest first. */
export interface CodeEnd {
  /** The loss of the data divided by that of the best constant answer to the same targets. */
  readonly share: number;
  /**
   * `measured`: in one of the measured steps. `further`: the further steps went on until there or beyond. `pace`: at
   * the pace of the measured steps.
   */
  readonly from: 'measured' | 'further' | 'pace';
  /** False where the pace is followed so far that it may well have changed. */
  readonly isSeen: boolean;
}

/** @returns undefined where nobody knows: made-up data, an unknown number of steps, or far more than the probe took */
export function codeEndOf(facts: Facts, seed: SeedFacts): CodeEnd | undefined {
  const { stepsOfCode } = facts.model;
  if (!stepsOfCode || !hasOwnData(facts)) return undefined;
  const { steps } = stepsOfCode;
  if (steps <= seed.steps) return { share: shareBefore(facts, seed, steps), from: 'measured', isSeen: true };
  const further = wholeFurtherStepsOf(facts, seed);
  if (further && seed.steps + further.steps >= steps && further.steps >= limits.few)
    return { share: further.share, from: 'further', isSeen: true };
  const seen = seed.steps + (further?.steps ?? 0);
  const reach = startsAtOnce(facts) ? limits.nearEnd : limits.soonOver;
  if (further && further.steps >= limits.few && steps <= reach * seen && further.learns === 'below')
    return { share: shareAtPaceOf(facts, seed, further, steps), from: 'pace', isSeen: true };
  if (steps > limits.foreseen * seed.steps) return undefined;
  return { share: shareAtPace(facts, seed, steps), from: 'pace', isSeen: steps <= limits.nearEnd * seed.steps };
}

/**
 * Whether the code's own steps leave the loss of the data at that of one constant answer, or hardly below, in most
 * seeds; though it falls in all measured steps, and the inputs tell something of the targets. More steps, or larger
 * ones, would then learn. A loss that has come down by then, on its way to the constant answer's, does not count.
 * @param below the share up to which it counts as hardly below
 */
export function endsAtConstantAnswer(facts: Facts, below: number): boolean {
  const { above, towards, learnable } = thresholds.learning;
  const shown = facts.seeds.filter((seed) => {
    const end = codeEndOf(facts, seed);
    if (!end?.isSeen) return false;
    const isOnTheWay = end.share > above && end.share - 1 < towards * (shareOver(facts, seed, 0, 1) - 1);
    return !isOnTheWay && Math.min(end.share, shareOfConstantLoss(facts, seed, seed.late)) > below;
  });
  return (
    nearestShare(facts) < learnable && isMajority(facts, shown) && facts.seeds.every((seed) => mayLearn(facts, seed))
  );
}

/**
 * Whether the probe has seen the code's own training end in most seeds, with nothing learned of inputs that tell the
 * targets well.
 * @param among the seeds that may count
 */
export function endsUnlearned(facts: Facts, among: readonly SeedFacts[]): boolean {
  const { below, well, furtherSteps } = thresholds.learning;
  const over = among.filter((seed) => {
    const further = furtherStepsOf(facts, seed);
    const isOver = codeEndOf(facts, seed)?.from === 'further' && further !== undefined;
    return isOver && further.steps >= furtherSteps && further.share >= below && further.nearest < well;
  });
  return isMajority(facts, over);
}

/**
 * How much of what the inputs tell is still unlearned where the code's own training ends: the median share of the
 * constant answer's loss over the seeds of which the probe saw the end, or half of the way there and more. Undefined
 * unless it saw that of a third of the seeds, most end above `steps.notBegun` as far as their pace tells, their loss
 * falls, and the inputs tell the targets well.
 */
export function unlearnedAtEnd(facts: Facts): number | undefined {
  const unlearned = unlearnedEnds(facts);
  const seen = unlearned.filter(({ isSeen }) => isSeen);
  const isFalling = facts.seeds.every((seed) => mayLearn(facts, seed));
  const isKnown = seen.length * 3 >= facts.seeds.length && isMajority(facts, unlearned);
  return nearestShare(facts) < thresholds.learning.well && isFalling && isKnown
    ? medianOfFinite(seen.map(({ share }) => share))
    : undefined;
}

/**
 * The same where the further steps went on to the code's own end, or beyond, in most seeds: what the loss did in the
 * measured steps does not matter then.
 * @param upTo the share up to which a loss counts; one above the constant answer's comes down yet
 * @param told the share below which the nearest other examples must answer
 */
export function unlearnedAtSeenEnd(
  facts: Facts,
  upTo: number = thresholds.learning.above,
  told: number = thresholds.learning.well,
): number | undefined {
  const ends = unlearnedEnds(facts, upTo).filter(({ from }) => from === 'further');
  return nearestShare(facts) < told && isMajority(facts, ends)
    ? medianOfFinite(ends.map(({ share }) => share))
    : undefined;
}

/**
 * What the further steps show where they lose again, in most seeds, what the data had taught, as under a penalty that
 * goes on to shrink the weights; undefined where they do not.
 * @param among the seeds that may count
 */
export function unlearnedLater(facts: Facts, among: readonly SeedFacts[]): FurtherEnd | undefined {
  const lost = among.flatMap((seed) => {
    const further = furtherStepsOf(facts, seed);
    return further && further.steps >= thresholds.learning.furtherSteps && further.share > limits.notBegun
      ? [further]
      : [];
  });
  return isMajority(facts, lost) ? endOfFurtherSteps(facts, lost) : undefined;
}

/**
 * Whether a network has at most one hidden layer that learns, and none that is frozen or recurrent. Such a one starts
 * to learn with its first steps; deep ones, also through time, may stand at the constant answer for hundreds.
 */
export function startsAtOnce({ model: { layers } }: Facts): boolean {
  const weighted = layers.filter(({ weights }) => weights.some(({ shape }) => shape.length >= 2));
  return weighted.length <= thresholds.learning.shallow && weighted.every((one) => isTrainable(one) && !one.timeSteps);
}

/** Whether more steps may help: the loss of the data falls in the measured ones, and the inputs tell the targets. */
export function mayLearn(facts: Facts, seed: SeedFacts): boolean {
  const further = furtherStepsOf(facts, seed);
  if (further && further.nearest >= thresholds.learning.learnable) return false;
  return shareOfConstantLoss(facts, seed, seed.late) < shareOfConstantLoss(facts, seed, seed.early);
}

/**
 * The same of a model: the loss falls in most seeds, and no seed shows that the inputs do not tell the targets. Where a
 * start is at the constant answer's loss already, the luck of batches decides whether it falls in thirty steps.
 */
export function mostMayLearn(facts: Facts): boolean {
  const isUntold = facts.seeds.some((seed) => {
    const further = furtherStepsOf(facts, seed);
    return further !== undefined && further.nearest >= thresholds.learning.learnable;
  });
  return (
    !isUntold &&
    isMajority(
      facts,
      facts.seeds.filter((seed) => mayLearn(facts, seed)),
    )
  );
}

/** The ends of the code's training, of the seeds that have learned next to nothing there. */
function unlearnedEnds(facts: Facts, upTo: number = thresholds.learning.above): CodeEnd[] {
  return facts.seeds.flatMap((seed) => {
    const end = codeEndOf(facts, seed);
    return end && end.share > limits.notBegun && end.share < upTo ? [end] : [];
  });
}

/** What the inputs tell: the median loss of answering with the nearest other examples; NaN without further steps. */
function nearestShare(facts: Facts): number {
  return medianOfFinite(facts.seeds.map((seed) => furtherStepsOf(facts, seed)?.nearest ?? Number.NaN));
}

/** The share over the last third of the steps before one; NaN where it is not known. */
function shareBefore(facts: Facts, seed: SeedFacts, end: number): number {
  const width = Math.max(1, Math.round(end * limits.lateShare));
  return shareOver(facts, seed, end - width, end);
}

/** The share that the measured steps come to at their pace, over thirds of them. */
function shareAtPace(facts: Facts, seed: SeedFacts, step: number): number {
  const width = Math.max(1, Math.round(seed.steps * limits.lateShare));
  const last = shareOver(facts, seed, seed.steps - width, seed.steps);
  const fall = (shareOver(facts, seed, 0, width) - last) / (seed.steps - width);
  return last - fall * (step - seed.steps);
}

/** The share that further steps come to at the pace at which they went down from the measured ones' last third. */
function shareAtPaceOf(facts: Facts, seed: SeedFacts, { share, steps }: FurtherSteps, step: number): number {
  const width = Math.max(1, Math.round(seed.steps * limits.lateShare));
  const measured = shareOver(facts, seed, seed.steps - width, seed.steps);
  // Both shares stand for the middle of their third.
  const between = width / 2 + steps - (steps * limits.lateShare) / 2;
  return share - ((measured - share) / between) * (step - seed.steps - steps);
}

function shareOver(facts: Facts, seed: SeedFacts, start: number, end: number): number {
  const steps = Array.from({ length: end - start }, (_, i) => start + i);
  return shareOfConstantLoss(facts, seed, steps);
}
