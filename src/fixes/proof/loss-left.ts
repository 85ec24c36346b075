/** Compares how far two trainings have brought the loss, also where they use different losses. */

import { gatherFacts, type Facts, type SeedFacts } from '../../diagnosis/evidence/facts';
import { lossOfGuessing } from '../../diagnosis/evidence/loss-of-guessing';
import type { ModelReport } from '../../report/report';
import { median } from '../../report/statistics';

export interface LossLeft {
  /** Share of the loss of guessing that is left at the end, median over the seeds that both have; Infinity for NaN. */
  readonly before: number;
  readonly after: number;
}

/**
 * The share of the loss that is left before and after a change. 1 is the loss of guessing where that is known (ln K for
 * a cross-entropy over K classes), else the loss at the start: before the change where both have the same loss and
 * targets, because then the two compare directly; else each its own.
 *
 * @param sameScale whether equal losses mean the same: false where the change scales the targets
 */
export function lossLeft(before: ModelReport, after: ModelReport, sameScale: boolean): LossLeft {
  const [was, is] = [gatherFacts(before), gatherFacts(after)];
  const same = sameScale && before.loss === after.loss;
  const seedOf = (facts: Facts, seed: number): SeedFacts | undefined =>
    facts.seeds.find(({ index }) => facts.model.seeds[index] === seed);
  const pairs = before.seeds.flatMap((seed) => {
    const [a, b] = [seedOf(was, seed), seedOf(is, seed)];
    return a && b ? [{ a, b }] : [];
  });
  return {
    before: middle(pairs.map(({ a }) => share(a, baseline(was, a)))),
    after: isImpossible(after)
      ? Infinity
      : middle(pairs.map(({ a, b }) => share(b, same ? baseline(was, a) : baseline(is, b)))),
  };
}

/** A cross-entropy below zero has targets that are no probabilities: that loss does not belong to them. */
function isImpossible({ loss, losses }: ModelReport): boolean {
  return /crossentropy$/i.test(loss) && losses.some((steps) => steps.some((one) => one < 0));
}

/** The share of its own loss that a training has left, median over its seeds. */
export function ownLossLeft(model: ModelReport): number {
  const facts = gatherFacts(model);
  return middle(facts.seeds.map((seed) => share(seed, baseline(facts, seed))));
}

function baseline(facts: Facts, { loss, index }: SeedFacts): number {
  const guessing = lossOfGuessing(facts);
  if (Number.isFinite(guessing)) return guessing;
  // The very first loss: where training diverges, the largest of the first few says nothing.
  const start = facts.model.losses[index]?.[0] ?? Number.NaN;
  return Number.isFinite(start) ? start : loss.first;
}

/** 1 where the loss is `base`, 0 where it is 0; a loss that may be negative counts by its way down from `base`. */
function share({ loss }: SeedFacts, base: number): number {
  const { later, trend } = loss;
  if (!Number.isFinite(later) || trend === 'diverged') return Infinity;
  if (!Number.isFinite(base) || base === 0) return 1;
  return base > 0 ? later / base : 1 + (later - base) / Math.abs(base);
}

function middle(values: readonly number[]): number {
  return values.length === 0 ? Infinity : median(values);
}
