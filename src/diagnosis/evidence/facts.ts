/**
 * Computes once what every rule starts from: the graph, and for each seed the trend of its loss and its depth profiles.
 */

import type { ModelReport, NonFiniteOrigin } from '../../report/report';
import { depthProfile, type DepthProfile } from './depth-profile';
import { readLayerGraph, type LayerGraph } from './layer-graph';
import { largest, medianOfFinite } from '../../report/statistics';
import { thresholds } from '../thresholds/thresholds';

/** A model's report before the rules have judged it. */
export type ProbedModel = Omit<ModelReport, 'findings'>;

/**
 * Later loss against the first, by `thresholds.loss`: more than halved (`trained`), lower (`falling`), about the same
 * (`stuck`), higher (`rising`), many times as high or not finite (`diverged`).
 */
export type LossTrend = 'trained' | 'falling' | 'stuck' | 'rising' | 'diverged';

export interface SeedFacts {
  /** Index into `model.seeds`. */
  readonly index: number;
  /** How many steps the probe recorded. */
  readonly steps: number;
  /** Indices of the first steps. */
  readonly early: readonly number[];
  /** Indices of the last steps. */
  readonly late: readonly number[];
  /**
   * `first` is the loss before the first step, on rows from all of the data where the first batch is unlike the rest,
   * or the largest of the first steps where batches are small or the first loss is 0;
   * `later` the median over the `late` steps; `worst` the largest single loss, before any operation without a finite
   * answer.
   */
  readonly loss: { readonly trend: LossTrend; readonly first: number; readonly later: number; readonly worst: number };
  /** First step at which the loss was NaN or infinite; undefined if none. */
  readonly nonFiniteStep: number | undefined;
  /** The profile over the `early` steps. */
  readonly start: DepthProfile;
  /** The profile over the `late` steps. */
  readonly later: DepthProfile;
}

/** Whether the loss falls by ten percent or more. */
export function lossFalls({ loss }: Pick<SeedFacts, 'loss'>): boolean {
  return loss.trend === 'falling' || loss.trend === 'trained';
}

/** Whether the code gives all of the data itself: the probe made up neither rows nor the features of a base. */
export function hasOwnData({ model }: Pick<Facts, 'model'>): boolean {
  return model.data === 'user' && (model.madeUp?.length ?? 0) === 0;
}

/** Whether more than half of the seeds are among these. */
export function isMajority(facts: Facts, seeds: readonly unknown[]): boolean {
  return seeds.length * 2 > facts.seeds.length;
}

export interface Facts {
  readonly model: ProbedModel;
  readonly graph: LayerGraph;
  readonly seeds: readonly SeedFacts[];
}

/**
 * A first batch that happens to be answered right leaves a loss of 0, with which no later loss compares: the first
 * steps are then those from the first other loss on.
 * @param typical as in `ModelReport.typicalLosses`
 */
function firstLoss(losses: readonly number[], batchSize: number, typical: number | undefined): number {
  if (typical !== undefined && Number.isFinite(typical)) return typical;
  if (batchSize >= thresholds.loss.fairBatch && losses[0] !== 0) return losses[0];
  const start = Math.max(
    0,
    losses.findIndex((loss) => loss !== 0),
  );
  return Math.max(losses[start], largest(losses.slice(start, start + thresholds.steps.early)));
}

/**
 * Whether the numbers grew until they left the range of float32. Otherwise an operation has no finite answer to
 * ordinary numbers, such as the logarithm of zero, and the losses from that step on say nothing about the training.
 */
export function isOverflow(origin: NonFiniteOrigin): boolean {
  if (origin.by === 'weight') return true;
  const isGrowth = ['Exp', 'Expm1', 'Sinh', 'Cosh'].includes(origin.kernel);
  return (
    isGrowth ||
    origin.values.some((operand) => operand !== null && operand.largest > thresholds.exploding.ordinaryNumber)
  );
}

/** The losses up to the step in which an operation had no finite answer to its input. */
function ownLosses({ losses, nonFinite = [] }: ProbedModel, index: number): readonly number[] {
  const origin = nonFinite.find(({ seed }) => seed === index);
  return origin && !isOverflow(origin) && origin.step > 0 ? losses[index].slice(0, origin.step) : losses[index];
}

function lossFacts(
  losses: readonly number[],
  batchSize: number,
  typical: number | undefined,
  own: readonly number[],
  late: readonly number[],
): SeedFacts['loss'] {
  const first = firstLoss(losses, batchSize, typical);
  const later = medianOfFinite(late.map((step) => losses[step]));
  const worst = own.reduce((a, b) => (Number.isNaN(b) ? a : Math.max(a, b)), -Infinity);
  const { diverged, rising, falling, trained } = thresholds.loss;
  const size = Math.abs(first);
  const trend = ((): LossTrend => {
    if (!losses.every(Number.isFinite) || later > first + (diverged - 1) * size) return 'diverged';
    if (later > first + (rising - 1) * size) return 'rising';
    if (later < first - (1 - trained) * size) return 'trained';
    return later < first - (1 - falling) * size ? 'falling' : 'stuck';
  })();
  return { trend, first, later, worst };
}

/**
 * Gathers the facts. It never throws: a missing number becomes NaN, on which no rule fires. Seeds without a recorded
 * step are left out.
 */
export function gatherFacts(model: ProbedModel): Facts {
  const graph = readLayerGraph(model.layers);
  const seeds = model.losses.map((losses, index): SeedFacts => {
    const steps = losses.length;
    const all = Array.from({ length: steps }, (_, step) => step);
    const early = all.slice(0, thresholds.steps.early);
    const late = all.slice(-Math.max(1, Math.round(steps * thresholds.steps.lateShare)));
    const nonFinite = losses.findIndex((loss) => !Number.isFinite(loss));
    return {
      index,
      steps,
      early,
      late,
      loss: lossFacts(losses, model.batchSize, model.typicalLosses?.[index], ownLosses(model, index), late),
      nonFiniteStep: nonFinite < 0 ? undefined : nonFinite,
      start: depthProfile(model.layers, graph, index, early, 'until-dead'),
      later: depthProfile(model.layers, graph, index, late, 'as-is'),
    };
  });
  return { model, graph, seeds: seeds.filter((seed) => seed.steps > 0) };
}
