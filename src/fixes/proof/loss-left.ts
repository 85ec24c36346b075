/** Compares how far two trainings have brought the loss, also where they use different losses. */

import { rootMeanSquare } from '../../report/data/column-sizes';
import { gatherFacts, type Facts, type SeedFacts } from '../../diagnosis/evidence/facts';
import { furtherStepsOf } from '../../diagnosis/evidence/further-steps';
import { lossOfGuessing } from '../../diagnosis/evidence/loss-of-guessing';
import { classesLeftOut } from '../../diagnosis/evidence/outputs-of-losses';
import { thresholds } from '../../diagnosis/thresholds/thresholds';
import type { Finding } from '../../report/finding';
import type { ModelReport } from '../../report/report';
import { median } from '../../report/statistics';
import { fallsWithoutEnd } from '../changes/endless-fall';

/** Shares of the loss of guessing that are left, 1 for all of it. */
export interface Shares {
  /** NaN where nobody knows the loss of guessing, as for a hinge loss. */
  readonly before: number;
  readonly after: number;
  /** After how many steps, where the further steps of the probe tell more than its measured ones. */
  readonly steps?: { readonly before: number; readonly after: number };
}

export interface LossLeft {
  /** Share of the loss of guessing that is left at the end, median over the seeds that both have; Infinity for NaN. */
  readonly before: number;
  readonly after: number;
  /** The share after the change by which fixes compare with each other: of the loss of guessing, if known. */
  readonly amongFixes: number;
  /**
   * Set where losses do not compare, or where the question is whether the model learns at all: shares of the loss of
   * guessing, if that is known after the change.
   */
  readonly ofGuessing?: Shares;
  /** Whether the loss stood still before and falls now, at whatever level. */
  readonly starts: boolean;
  /**
   * Whether the loss is lower at the end than at the start, as a share of the best constant answer's on the same rows
   * where the probe knows that: batches differ by more than thirty steps take away.
   */
  readonly falls: boolean;
  /**
   * Whether both trainings end above the best constant answer, and the one after the change falls: so far the loss
   * tells how fast biases move to it, not what is learned of the inputs.
   */
  readonly isOfBiases: boolean;
  /** Whether far more is left in the seeds that were sound before. */
  readonly spoilsOthers: boolean;
}

/** One seed before and after. */
interface Pair {
  readonly a: SeedFacts;
  readonly b: SeedFacts;
}

/**
 * The share of the loss that is left before and after a change. Where both have the same loss and targets, the losses
 * themselves compare. Else 1 is the loss of the best constant answer, where the probe knows it; of guessing (ln K for a
 * cross-entropy over K classes); or at the start. Where a model learned nothing, the share counts with which the
 * further steps of the probe end, if it took any: the measured ones may be too few to show what a change does.
 *
 * @param claims only the seeds that show one of these have to get better; the others must not get far worse
 * @param sameScale whether equal losses mean the same: false where the change scales the targets
 */
export function lossLeft(
  before: ModelReport,
  after: ModelReport,
  claims: readonly Finding[],
  sameScale: boolean,
): LossLeft {
  const [was, is] = [gatherFacts(before), gatherFacts(after)];
  // A loss that does not belong to its targets measures something else: before, nothing counts as learned.
  const isMeaningless =
    claims.some(({ code }) => code === 'output-loss-mismatch') || (fallsWithoutEnd(before) && !before.answers);
  const isWhole = classesLeftOut(before).length === 0;
  const compare = sameScale && before.loss === after.loss && haveOneScale(before, after) && isWhole;
  const same = compare && !isMeaningless;
  const seedOf = (facts: Facts, seed: number): SeedFacts | undefined =>
    facts.seeds.find(({ index }) => facts.model.seeds[index] === seed);
  const showing = before.seeds.filter((seed) => claims.some(({ seeds }) => seeds.includes(seed)));
  const pairsOf = (seeds: readonly number[]): readonly Pair[] =>
    seeds.flatMap((seed) => {
      const [a, b] = [seedOf(was, seed), seedOf(is, seed)];
      return a && b ? [{ a, b }] : [];
    });
  const pairs = pairsOf(showing.length > 0 ? showing : before.seeds);
  const others = showing.length > 0 ? pairsOf(before.seeds.filter((seed) => !showing.includes(seed))) : [];
  const ends =
    claims.some(({ code }) => code === 'not-learning') && !isMeaningless ? endsOf(was, is, pairs) : undefined;
  const own = (facts: Facts, seed: SeedFacts): number =>
    shareOfConstant(facts, seed) ?? share(seed, baseline(facts, seed));
  const fallAfter = middle(pairs.map(({ b }) => fall(b)));
  const fallOfShare = middle(pairs.map(({ b }) => fallAgainstConstant(is, b) ?? fall(b)));
  const leftBefore = ({ a }: Pair): number => (same ? share(a, baseline(was, a)) : own(was, a));
  const leftAfter = ({ a, b }: Pair): number => (same ? share(b, baseline(was, a)) : own(is, b));
  // A last batch of a few rows may have a loss of 0 by luck.
  const usualBefore = ({ a, b }: Pair): number => {
    const losses = before.losses[a.index] ?? [];
    const later = Math.max(a.loss.later, median(losses.slice(Math.floor(losses.length / 2))));
    return leftBefore({ a: { ...a, loss: { ...a.loss, later } }, b });
  };
  const guessing = {
    before: middle(pairs.map(({ a }) => shareOfGuessing(was, a) ?? Number.NaN)),
    after: middle(pairs.map(({ b }) => shareOfGuessing(is, b) ?? Number.NaN)),
  };
  const leftOver =
    isImpossible(after) || (fallsWithoutEnd(before) && fallsWithoutEnd(after))
      ? Infinity
      : (ends?.after ?? middle(pairs.map(leftAfter)));
  return {
    ...(ends ? { ofGuessing: ends } : !compare && !Number.isNaN(guessing.after) && { ofGuessing: guessing }),
    before: isMeaningless ? 1 : isImpossible(before) ? Infinity : (ends?.before ?? middle(pairs.map(leftBefore))),
    after: leftOver,
    amongFixes: ends || Number.isNaN(guessing.after) || !Number.isFinite(leftOver) ? leftOver : guessing.after,
    spoilsOthers:
      others.length > 0 &&
      !isMeaningless &&
      middle(others.map(leftAfter)) > middle(others.map(usualBefore)) * thresholds.proof.hopeless,
    isOfBiases: guessing.before > 1 && guessing.after > 1 && fallAfter * thresholds.proof.noWorse < 1,
    falls: fallOfShare < 1,
    // The course of a loss that does not belong to its targets tells nothing, so only the loss after the change has to
    // fall.
    starts: startsToFall(isMeaningless ? Infinity : middle(pairs.map(({ a }) => fall(a))), fallAfter),
  };
}

/** How the last steps that the probe took compare with the best constant answer; undefined where nobody knows that. */
function endsOf(was: Facts, is: Facts, pairs: readonly Pair[]): Shares | undefined {
  const endOf = (facts: Facts, seed: SeedFacts): number =>
    furtherStepsOf(facts, seed)?.share ?? shareOfConstant(facts, seed) ?? Number.NaN;
  const stepsOf = (facts: Facts, seed: SeedFacts): number => seed.steps + (furtherStepsOf(facts, seed)?.steps ?? 0);
  const shares = {
    before: middle(pairs.map(({ a }) => endOf(was, a))),
    after: middle(pairs.map(({ b }) => endOf(is, b))),
    steps: {
      before: Math.min(...pairs.map(({ a }) => stepsOf(was, a))),
      after: Math.min(...pairs.map(({ b }) => stepsOf(is, b))),
    },
  };
  return Number.isFinite(shares.before) && Number.isFinite(shares.after) ? shares : undefined;
}

/**
 * Whether the targets have one size before and after, as far as known: code may compute them from inputs that a change
 * scales.
 */
function haveOneScale(before: ModelReport, after: ModelReport): boolean {
  const sizes = ({ dataFacts }: ModelReport): number[] => (dataFacts?.targets ?? []).map(rootMeanSquare);
  const is = sizes(after);
  return sizes(before).every(
    (size, index) => !(size > 0) || !(is[index] > 0) || Math.abs(Math.log2(is[index] / size)) < 1,
  );
}

/** @param before the late loss as a share of the first; so is `after` */
function startsToFall(before: number, after: number): boolean {
  const { noWorse } = thresholds.proof;
  return before * noWorse >= 1 && after * noWorse < Math.min(before, 1);
}

/** The late loss as a share of the first. */
function fall({ loss }: SeedFacts): number {
  return loss.trend === 'diverged' ? Infinity : share({ loss }, loss.first);
}

/** A cross-entropy below zero has targets that are no probabilities: that loss does not belong to them. */
function isImpossible({ loss, losses }: ModelReport): boolean {
  return /crossentropy$/i.test(loss) && losses.some((steps) => steps.some((one) => one < 0));
}

/** The late loss of the data as a share of that of the best constant answer to the same targets. */
function shareOfConstant({ model }: Facts, { index, late, loss }: SeedFacts): number | undefined {
  const [data, constant] = [model.answers?.data[index], model.answers?.constant[index]].map((steps) =>
    median(late.flatMap((step) => steps?.[step] ?? [])),
  );
  if (!(constant > 0) || !Number.isFinite(data)) return undefined;
  return loss.trend === 'diverged' ? Infinity : data / constant;
}

/** That share; without the best constant answer, the share of the loss of guessing. Undefined where none is known. */
function shareOfGuessing(facts: Facts, seed: SeedFacts): number | undefined {
  const guessing = lossOfGuessing(facts);
  return shareOfConstant(facts, seed) ?? (Number.isFinite(guessing) ? share(seed, guessing) : undefined);
}

/** The late share of the constant answer's loss on the same rows, as a share of the early one. */
function fallAgainstConstant({ model }: Facts, { index, early, late, loss }: SeedFacts): number | undefined {
  const { data, constant } = model.answers ?? { data: [], constant: [] };
  const [before, after] = [early, late].map((steps) =>
    median(steps.map((step) => (data[index]?.[step] ?? Number.NaN) / (constant[index]?.[step] ?? Number.NaN))),
  );
  if (!Number.isFinite(before) || !Number.isFinite(after)) return undefined;
  return loss.trend === 'diverged' ? Infinity : after / before;
}

function baseline(facts: Facts, { loss, index }: SeedFacts): number {
  const guessing = lossOfGuessing(facts);
  if (Number.isFinite(guessing)) return guessing;
  // The very first loss: where training diverges, the largest of the first few says nothing.
  const start = facts.model.losses[index]?.[0] ?? Number.NaN;
  return Number.isFinite(start) ? start : loss.first;
}

/** 1 where the loss is `base`, 0 where it is 0; a loss that may be negative counts by its way down from `base`. */
function share({ loss }: Pick<SeedFacts, 'loss'>, base: number): number {
  const { later, trend } = loss;
  if (!Number.isFinite(later) || trend === 'diverged') return Infinity;
  if (!Number.isFinite(base) || base === 0) return 1;
  return base > 0 ? later / base : 1 + (later - base) / Math.abs(base);
}

function middle(values: readonly number[]): number {
  return values.length === 0 ? Infinity : median(values);
}
