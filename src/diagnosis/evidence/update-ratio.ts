/** The update against the weight, as both update rules read it: the middle kernel of the model, so that one odd layer does not decide. */

import { unpinnedAssumptions, type WeightReport } from '../../report/report';
import type { Facts, SeedFacts } from './facts';
import { isTrainable } from './layer-graph';
import { isAtGuessing } from './loss-of-guessing';
import { medianOfFinite } from '../../report/statistics';
import { thresholds } from './thresholds';

/** The norm that Glorot initialization gives a weight of this shape (Glorot & Bengio 2010): what it would be if it were of ordinary size. */
function ordinarySize(shape: readonly number[]): number {
  const size = shape.reduce((a, b) => a * b, 1);
  return Math.sqrt((2 * size) / (size / shape[shape.length - 1] + size / shape[shape.length - 2]));
}

/**
 * For each step of a seed the median over all trainable kernels of ‖change‖ / ‖weight‖. Biases start at zero and are left out.
 * @param against `own`: the kernel's size as it is; `ordinary`: at least the size that Glorot would give it, so that a kernel which starts at zero or tiny does not
 * make an ordinary step look huge
 */
export function updateRatios(facts: Facts, seed: SeedFacts, against: 'own' | 'ordinary'): number[] {
  const kernels = facts.model.layers
    .filter(isTrainable)
    .flatMap((layer) => layer.weights.filter((w) => w.trainable && w.shape.length >= 2));
  const ratio = (w: WeightReport, step: number): number => {
    const own = w.updateRatio[seed.index]?.[step] ?? Number.NaN;
    const size = w.l2[seed.index]?.[step] ?? Number.NaN;
    return against === 'own' ? own : (own * size) / Math.max(size, ordinarySize(w.shape));
  };
  return Array.from({ length: seed.steps }, (_, step) => medianOfFinite(kernels.map((w) => ratio(w, step))));
}

/**
 * How much of the loss a step can take away at most, median over the later steps: to first order a change Δw lowers it by -g·Δw, which is no more than ‖g‖ ‖Δw‖ (and just that
 * for plain SGD). Its reciprocal is how many steps a fall to 1/e takes at this pace. NaN where nothing was measured.
 */
export function progressOf(facts: Facts, seed: SeedFacts): number {
  const weights = facts.model.layers.filter(isTrainable).flatMap((layer) => layer.weights.filter((w) => w.trainable));
  const losses = facts.model.losses[seed.index];
  const decrease = (w: WeightReport, step: number): number =>
    (w.updateRatio[seed.index]?.[step] ?? Number.NaN) *
    (w.l2[seed.index]?.[step] ?? Number.NaN) *
    (w.gradientL2[seed.index]?.[step] ?? Number.NaN);
  // A bias that starts at zero has no update ratio in the first step.
  const atStep = (step: number): number =>
    weights.map((w) => decrease(w, step)).reduce((sum, d) => (Number.isNaN(d) ? sum : sum + d), 0);
  return medianOfFinite(seed.late.map((step) => atStep(step) / Math.abs(losses[step])));
}

/** Whether a seed stands still for want of gradient: under `update.stalled` of an optimizer that does not make up for it. */
export function isStalled(facts: Facts, seed: SeedFacts): boolean {
  return (
    !isAdaptive(facts.model.optimizer) &&
    seed.loss.trend === 'stuck' &&
    progressOf(facts, seed) < thresholds.update.stalled &&
    isAtGuessing(facts, seed)
  );
}

/** Whether the learning rate is the user's own; one that was made up to call their builder is nothing to judge. */
export function hasOwnLearningRate(facts: Facts): boolean {
  return !unpinnedAssumptions(facts.model).some((text) => /learning[_ ]?rate|\blr\b/i.test(text));
}

/** Optimizers that divide by the gradient's own size. */
export function isAdaptive(optimizer: string): boolean {
  return /adam|rmsprop|adagrad|adadelta/i.test(optimizer);
}
