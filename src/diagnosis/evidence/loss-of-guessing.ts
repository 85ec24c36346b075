/** Compares a loss with that of guessing (always giving the same answer), for the losses where that is known. */

import type { LossComparison } from '../../report/losses';
import { outputRms } from './depth-profile';
import { type Facts, lossFalls, type SeedFacts } from './facts';
import { classesLeftOut } from './outputs-of-losses';
import { thresholds } from '../thresholds/thresholds';

/** A seed's losses of the data and of the best constant answer, step by step; empty where these are not known. */
export function answersOf({ model }: Facts, { index }: SeedFacts): LossComparison {
  return { data: model.answers?.data[index] ?? [], constant: model.answers?.constant[index] ?? [] };
}

/** The layer that no other reads; undefined where there are several. */
function outputLayer(facts: Facts): number | undefined {
  const ends = facts.model.layers.map((_, i) => i).filter((i) => facts.graph.consumers[i].length === 0);
  return ends.length === 1 ? ends[0] : undefined;
}

/**
 * Cross-entropy of giving each of K classes 1/K: ln K, and ln 2 for binary cross-entropy; NaN for other losses, and
 * where class weights leave classes out. The best constant answer is never worse, whatever the classes' shares.
 */
export function lossOfGuessing(facts: Facts): number {
  const index = outputLayer(facts);
  if (index === undefined || classesLeftOut(facts.model).length > 0) return Number.NaN;
  const classes = facts.model.layers[index].outputShape.at(-1) ?? 0;
  if (/^(sparse)?categoricalCrossentropy$/i.test(facts.model.loss) && classes > 1) return Math.log(classes);
  return /^binaryCrossentropy$/i.test(facts.model.loss) ? Math.LN2 : Number.NaN;
}

/**
 * Mean square of the outputs where the loss is the mean squared error, so that the two compare; NaN for other losses.
 */
function squaredOutput(facts: Facts): number {
  const index = outputLayer(facts);
  return index !== undefined && /^meanSquaredError$|^mse$/i.test(facts.model.loss)
    ? outputRms(facts.model.layers[index]) ** 2
    : Number.NaN;
}

/**
 * Whether a seed has learned nothing: the later loss is near that of guessing or above, or a squared error exceeds
 * `ownOutput` times the outputs' mean square. False for other losses.
 */
export function isAtGuessing(facts: Facts, { loss }: SeedFacts): boolean {
  const { near, ownOutput } = thresholds.guessing;
  return loss.later > near * lossOfGuessing(facts) || ownOutput * squaredOutput(facts) < loss.later;
}

/**
 * Whether the loss was far worse than guessing at the start and still is. For a squared error: whether it has not grown
 * and the outputs' mean square makes up much of it, so that always answering zero would do as well or better.
 */
export function isWorseThanGuessing(facts: Facts, { loss }: SeedFacts): boolean {
  const { worse, ownOutput } = thresholds.guessing;
  const limit = worse * lossOfGuessing(facts);
  return (
    (loss.first > limit && loss.later > limit) ||
    (loss.later < thresholds.loss.rising * loss.first && squaredOutput(facts) > ownOutput * loss.later)
  );
}

/**
 * Whether a seed's loss falls, and ends clearly below that of a constant answer: the data's part of it where that is
 * known, else the loss itself; without a known constant answer, whether it halves.
 */
export function trainsBelowGuessing(facts: Facts, seed: SeedFacts): boolean {
  if (!lossFalls(seed)) return false;
  const share = shareOfConstantLoss(facts, seed, seed.late);
  if (Number.isFinite(share)) return share < thresholds.guessing.near;
  const guessing = lossOfGuessing(facts);
  return Number.isFinite(guessing)
    ? seed.loss.later < thresholds.guessing.near * guessing
    : seed.loss.trend === 'trained';
}

/**
 * The loss of the data over some steps, divided by that of the best constant answer to the same targets; NaN where that
 * is not known, or 0.
 */
export function shareOfConstantLoss(facts: Facts, seed: SeedFacts, steps: readonly number[]): number {
  const { answers } = facts.model;
  const sum = (series: readonly number[] | undefined): number =>
    series ? steps.reduce((total, step) => total + series[step], 0) : Number.NaN;
  const constant = sum(answers?.constant[seed.index]);
  return constant > 0 ? sum(answers?.data[seed.index]) / constant : Number.NaN;
}
