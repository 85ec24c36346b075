/** Measures how little gradient the layers farthest from the loss get, and whether the optimizer can make up for it. */

import { isAdaptive } from '../../report/model-settings';
import type { Facts, SeedFacts } from './facts';
import { isTrainable } from './layer-graph';
import { outputRms } from './depth-profile';
import { furtherStepsOf } from './further-steps';
import { isAtGuessing } from './loss-of-guessing';
import { geometricMean, largest, medianOfFinite, smallest } from '../../report/statistics';
import { thresholds } from '../thresholds/thresholds';
import { isStalled } from './update-ratio';

const limits = thresholds.vanishing;

/**
 * By `thresholds.vanishing`: `mild` alone is information, `severe` a fault, `hopeless` one that no optimizer repairs.
 */
export type StarvationDegree = 'none' | 'mild' | 'severe' | 'hopeless';

export interface Starvation {
  readonly degree: StarvationDegree;
  /** The smaller of output ratio and weight ratio, of the most starved source layer. */
  readonly worst: number;
  /** The smallest output ratio of a starved source layer. */
  readonly output: number;
  /** Whether no weight of the network gets enough gradient to move the loss. */
  readonly stalled: boolean;
  /** Largest result of `updateRatioLeftBehind` among the source layers; undefined where there is none. */
  readonly leftBehind: number | undefined;
  /** After how many steps the model was seen to learn all the same; undefined where it was not. */
  readonly liftedAfter: number | undefined;
  /** Whether some hundred further steps were seen to learn nothing either. */
  readonly staysUnlearned: boolean;
}

/**
 * Size of the signal at the last hidden layer relative to the first layers, at most 1. A kernel's gradient is the
 * product of arriving gradient and incoming signal: where both collapse, all kernels starve alike, and no ratio between
 * them shows it. Adaptive optimizers make up for that, so for them it is 1.
 */
function forwardCollapse(facts: Facts): number {
  if (isAdaptive(facts.model.optimizer)) return 1;
  const last = largest(facts.graph.lastHidden.map((i) => outputRms(facts.model.layers[i])));
  const collapse = last / largest(facts.graph.sources.map((i) => outputRms(facts.model.layers[i])));
  return Number.isFinite(collapse) ? Math.min(1, collapse) : 1;
}

/**
 * Whether at least every second hidden layer is followed by a normalization. Examples then stay distinguishable through
 * the network, so that even a tiny gradient has a useful direction.
 */
function isNormalized(facts: Facts): boolean {
  const hidden = facts.model.layers.filter((layer, i) => isTrainable(layer) && !facts.graph.head.has(i));
  const norms = hidden.filter((layer) => layer.className.includes('Normalization')).length;
  return norms > 0 && norms * 2 >= hidden.length - norms;
}

/**
 * Whether an adaptive optimizer makes up for the tiny gradient of a source layer. It must move the kernel as much as
 * any other; and either more gradient arrives the longer it trains, because it rebuilds weights that started too small,
 * or normalization keeps the signal from collapsing, and the gradient does not sink further all the same.
 */
function isMadeUpFor(facts: Facts, seed: SeedFacts, index: number): boolean {
  const rise = seed.later.output[index] / seed.start.output[index];
  const moves = largest(
    facts.model.layers[index].weights
      .filter((w) => w.shape.length >= 2)
      .map((w) => medianOfFinite(w.updateRatio[seed.index] ?? [])),
  );
  return (
    isAdaptive(facts.model.optimizer) &&
    moves > thresholds.update.smallAdaptive &&
    (rise > limits.lifted || (isNormalized(facts) && rise * limits.sunk > 1))
  );
}

/**
 * After how many of the code's own steps an adaptive optimizer was seen to lift the model off its plateau, however
 * little gradient its first layers got in the measured ones; undefined where the probe did not see that.
 */
function liftedAfter(facts: Facts, seed: SeedFacts): number | undefined {
  const { optimizer, stepsOfCode } = facts.model;
  const further = furtherStepsOf(facts, seed);
  if (!isAdaptive(optimizer) || further?.learns !== 'below' || further.share >= thresholds.learning.clearly)
    return undefined;
  const steps = seed.steps + further.steps;
  return steps <= (stepsOfCode?.steps ?? Infinity) ? steps : undefined;
}

/** Whether some hundred further steps learned nothing either, of inputs that tell something of the targets. */
function staysUnlearned(facts: Facts, seed: SeedFacts): boolean {
  const { furtherSteps, below, learnable } = thresholds.learning;
  const further = furtherStepsOf(facts, seed);
  return (
    further?.learns === 'no' &&
    further.steps >= furtherSteps &&
    further.share >= below &&
    further.share < thresholds.learning.above &&
    further.nearest < learnable
  );
}

/**
 * The update ratio of a source layer that plain gradient descent leaves behind although its learning rate is ordinary:
 * median over the later steps, of the kernel that moves most. A layer is left behind if both of its ratios are below
 * `faded`, the loss is no better than guessing, and the update ratio is below `leftBehind`. A fade that adaptive
 * optimizers even out is enough, because the steps of plain gradient descent are proportional to the gradient. Where
 * further steps were seen to learn nothing either, `leftBehindForLong` and `fadedForLong` are enough.
 * NaN for a layer that is not left behind.
 */
export function updateRatioLeftBehind(facts: Facts, seed: SeedFacts, index: number): number {
  const { optimizer, learningRate, layers } = facts.model;
  const isLong = staysUnlearned(facts, seed);
  const isFaded =
    seed.start.weights[index] < limits.faded &&
    seed.start.output[index] < (isLong ? limits.fadedForLong : limits.faded);
  if (isAdaptive(optimizer) || learningRate < thresholds.update.lowPlainRate || !isFaded || !isAtGuessing(facts, seed))
    return Number.NaN;
  const kernels = layers[index].weights.filter((w) => w.trainable && w.shape.length >= 2);
  const step = largest(
    kernels.map((w) => medianOfFinite(seed.late.map((at) => w.updateRatio[seed.index]?.[at] ?? Number.NaN))),
  );
  return step > 0 && step < (isLong ? limits.leftBehindForLong : limits.leftBehind) ? step : Number.NaN;
}

/**
 * How starved the source layers are in one seed, by two ratios over the first steps: the gradient at a layer's output
 * relative to the last hidden layer's, and the gradient of its weights relative to the largest of any layer (times the
 * forward collapse). The output ratio must be below `mild` and the weight ratio below `weightsCeiling`, so that neither
 * a large input nor a small head decides alone, and the output ratio must not recover later. An output ratio of exactly
 * zero at the start is for the rules dead-units and zero-gradient.
 */
export function starvationOf(facts: Facts, seed: SeedFacts): Starvation {
  const collapse = forwardCollapse(facts);
  const starving = facts.graph.sources
    .map((index) => ({
      output: seed.start.output[index],
      weights: seed.start.weights[index] * collapse,
      later: seed.later.output[index],
      madeUpFor: isMadeUpFor(facts, seed, index),
    }))
    .filter(
      ({ output, weights, later }) =>
        output > 0 && output < limits.mild && weights < limits.weightsCeiling && !(later >= limits.mild * 10),
    );
  const behind = facts.graph.sources.filter(
    (index) => seed.loss.trend !== 'diverged' && updateRatioLeftBehind(facts, seed, index) > 0,
  );
  const leftBehind =
    behind.length > 0 ? largest(behind.map((index) => updateRatioLeftBehind(facts, seed, index))) : undefined;
  const lifted = liftedAfter(facts, seed);
  const result = (degree: StarvationDegree, ratios: readonly number[], outputs: readonly number[]): Starvation => ({
    degree,
    worst: smallest(ratios),
    output: smallest(outputs),
    stalled: isStalled(facts, seed, 'kernels'),
    leftBehind,
    liftedAfter: lifted,
    staysUnlearned: staysUnlearned(facts, seed),
  });
  const mildIfBehind = (): Starvation => {
    const outputs = behind.map((index) => seed.start.output[index]);
    return result(behind.length > 0 ? 'mild' : 'none', outputs, outputs);
  };
  if (starving.length === 0 || seed.loss.trend === 'diverged') return mildIfBehind();
  const ratios = starving.map(({ output, weights }) => Math.min(output, weights));
  const outputs = starving.map((s) => s.output);
  const worst = smallest(ratios);
  if (seed.loss.trend === 'trained' || lifted !== undefined || starving.every((s) => s.madeUpFor))
    return result('mild', ratios, outputs);
  if (worst >= limits.severe && !starving.some((s) => s.weights < limits.mild)) return mildIfBehind();
  return result(worst < limits.hopeless ? 'hopeless' : worst < limits.severe ? 'severe' : 'mild', ratios, outputs);
}

/**
 * Whether starved seeds amount to a fault. Single seeds scatter around `severe`, so more than half of all seeds must be
 * starved and their geometric mean must be below it; or else every one must stand still or leave its first layers
 * behind.
 */
export function amountsToFault(facts: Facts, judged: readonly Starvation[]): boolean {
  if (judged.length * 2 <= facts.seeds.length) return false;
  return (
    judged.every((j) => j.stalled || j.leftBehind !== undefined) ||
    (judged.some((j) => j.degree !== 'mild') && geometricMean(judged.map((j) => j.worst)) < limits.severe)
  );
}
