/**
 * Works out how far steps move the weights and how much of the loss they can take away; knows which optimizers adapt.
 */

import { isAdaptive } from '../../report/model-settings';
import { unpinnedAssumptions, type WeightReport } from '../../report/report';
import type { Facts, SeedFacts } from './facts';
import { isTrainable } from './layer-graph';
import { isAtGuessing } from './loss-of-guessing';
import { medianOfFinite } from '../../report/statistics';
import { thresholds } from '../thresholds/thresholds';

/** The L2 norm that Glorot initialization gives a kernel of this shape (Glorot & Bengio 2010). */
function glorotNorm(shape: readonly number[]): number {
  const size = shape.reduce((a, b) => a * b, 1);
  return Math.sqrt((2 * size) / (size / shape[shape.length - 1] + size / shape[shape.length - 2]));
}

/**
 * For each step of a seed: ‖change‖ / ‖weight‖, median over all trainable kernels, so that one odd layer does not
 * decide. Biases start at zero and do not count.
 * @param relativeTo `own`: the kernel's own norm; `glorot`: at least the norm that Glorot initialization would give it,
 *   so that an ordinary step does not look huge for a kernel that starts at zero or tiny
 */
export function updateRatios(facts: Facts, seed: SeedFacts, relativeTo: 'own' | 'glorot'): number[] {
  const kernels = facts.model.layers
    .filter(isTrainable)
    .flatMap((layer) => layer.weights.filter((w) => w.trainable && w.shape.length >= 2));
  const ratio = (w: WeightReport, step: number): number => {
    const own = w.updateRatio[seed.index]?.[step] ?? Number.NaN;
    const size = w.l2[seed.index]?.[step] ?? Number.NaN;
    return relativeTo === 'own' ? own : (own * size) / Math.max(size, glorotNorm(w.shape));
  };
  return Array.from({ length: seed.steps }, (_, step) => medianOfFinite(kernels.map((w) => ratio(w, step))));
}

/** The median of `updateRatios` over all steps of these seeds. */
export function medianUpdateRatio(facts: Facts, seeds: readonly SeedFacts[], relativeTo: 'own' | 'glorot'): number {
  return medianOfFinite(seeds.flatMap((seed) => updateRatios(facts, seed, relativeTo)));
}

/**
 * The share of the loss that a step can take away at most, median over the later steps. To first order a change Δw
 * lowers the loss by -g·Δw, which is at most ‖g‖ ‖Δw‖ (and exactly that for plain SGD). At this pace a fall to 1/e
 * takes the reciprocal in steps. NaN where the probe measured nothing.
 * @param of `kernels` leaves biases out, which alone learn a constant answer: from batch to batch the gradient of the
 * last bias depends mostly on which classes the batch happens to hold
 */
export function greatestProgress(facts: Facts, seed: SeedFacts, of: 'weights' | 'kernels' = 'weights'): number {
  return medianOfFinite(seed.late.map((step) => progressAt(facts, seed, step, of)));
}

/**
 * Whether steps of plain SGD may overshoot: whether some is large, or promises to take away more than the whole loss.
 * Where a loss is half the curvature times the distance squared, a step goes beyond the point across from where it
 * began only if it promises four times the loss. A loss that grows without such a step grows because its examples are
 * others. True for other optimizers, of which this tells nothing, and where numbers are not finite.
 */
export function mayOvershoot(facts: Facts, seed: SeedFacts): boolean {
  const { model } = facts;
  if (!/^sgd$/i.test(model.optimizer) || !(model.learningRate > 0)) return true;
  const isLarge = updateRatios(facts, seed, 'glorot').some((ratio) => ratio > thresholds.update.large);
  const promises = (loss: number, step: number): boolean =>
    !Number.isFinite(loss) || (loss !== 0 && progressAt(facts, seed, step, 'weights') > 1);
  return isLarge || model.losses[seed.index].some(promises);
}

/** The same share in one step. */
function progressAt(facts: Facts, seed: SeedFacts, step: number, of: 'weights' | 'kernels'): number {
  const weights = facts.model.layers
    .filter(isTrainable)
    .flatMap((layer) => layer.weights.filter((w) => w.trainable && (of === 'weights' || w.shape.length >= 2)));
  const decrease = (w: WeightReport): number =>
    (w.updateRatio[seed.index]?.[step] ?? Number.NaN) *
    (w.l2[seed.index]?.[step] ?? Number.NaN) *
    (w.gradientL2[seed.index]?.[step] ?? Number.NaN);
  // A bias that starts at zero has no update ratio in the first step.
  const whole = weights.map(decrease).reduce((sum, d) => (Number.isNaN(d) ? sum : sum + d), 0);
  return whole / Math.abs(facts.model.losses[seed.index][step]);
}

/** Whether a seed stands still because it gets too little gradient for an optimizer that does not adapt. */
export function isStalled(facts: Facts, seed: SeedFacts, of: 'weights' | 'kernels' = 'weights'): boolean {
  return (
    !isAdaptive(facts.model.optimizer) &&
    seed.loss.trend === 'stuck' &&
    greatestProgress(facts, seed, of) <
      (of === 'kernels' ? thresholds.update.stalledKernels : thresholds.update.stalled) &&
    isAtGuessing(facts, seed)
  );
}

/**
 * Whether the gradient would move the weights at a healthy pace if the learning rate were the lowest usual one: then
 * the rate alone makes the steps tiny, whatever else is wrong. A step that is lost in rounding counts by its gradient.
 * Only for optimizers that do not adapt, whose steps are in proportion to gradient and rate.
 */
export function hasEnoughGradient(facts: Facts, seed: SeedFacts): boolean {
  const { lowPlainRate, smallPlain } = thresholds.update;
  const { optimizer, learningRate } = facts.model;
  if (isAdaptive(optimizer) || !(learningRate > 0 && learningRate < lowPlainRate)) return false;
  const measured = medianUpdateRatio(facts, [seed], 'own');
  const pace = measured === 0 ? learningRate * gradientRatio(facts, seed) : measured;
  return pace * (lowPlainRate / learningRate) > smallPlain;
}

/** ‖gradient‖ / ‖weight‖, median over all trainable kernels and steps: at this pace plain SGD moves them by rate 1. */
function gradientRatio({ model }: Facts, { index }: SeedFacts): number {
  const kernels = model.layers
    .filter(isTrainable)
    .flatMap((layer) => layer.weights.filter((w) => w.trainable && w.shape.length >= 2));
  return medianOfFinite(
    kernels.flatMap(({ gradientL2, l2 }) => gradientL2[index]?.map((norm, step) => norm / l2[index][step]) ?? []),
  );
}

/** Whether the learning rate is the user's own; the rules do not judge one that the probe assumed. */
export function hasOwnLearningRate(facts: Facts): boolean {
  return assumedLearningRate(facts) === undefined;
}

/** The assumption from which the learning rate comes; undefined where it is the user's own. */
export function assumedLearningRate({ model }: Facts): string | undefined {
  // A model that the code does not compile, or compiles by an optimizer that is an argument.
  const isOptimizer = (text: string): boolean => /^(\S*\.)?optimizer = /i.test(text);
  // `alpha = 0.001`, where the optimizer takes alpha as its rate.
  const isRate = (text: string): boolean => Number(/ = ([\d.e-]+)$/.exec(text)?.[1]) === model.learningRate;
  return unpinnedAssumptions(model).find(
    (text) => /learning[_ ]?rate|\blr\b/i.test(text) || isOptimizer(text) || isRate(text),
  );
}

/** Whether the code's learning rate is not itself too low for anything to be learned. */
export function hasUsualRate(facts: Facts): boolean {
  const { optimizer, learningRate } = facts.model;
  const { smallAdaptive, lowPlainRate } = thresholds.update;
  return hasOwnLearningRate(facts) && learningRate >= (isAdaptive(optimizer) ? smallAdaptive : lowPlainRate);
}
