/** How badly the far end of a network is fed with gradient in a seed, against what reaches its last hidden layer and against what its optimizer can make up for. */

import type { Facts, SeedFacts } from './facts';
import { isTrainable } from './layer-graph';
import { isAtGuessing, outputSize } from './loss-of-guessing';
import { geometricMean, largest, medianOfFinite, smallest } from '../../report/statistics';
import { thresholds } from './thresholds';
import { isAdaptive, isStalled } from './update-ratio';

const limits = thresholds.vanishing;

export type Degree = 'none' | 'mild' | 'severe' | 'hopeless';

export interface Fed {
  readonly degree: Degree;
  readonly worst: number;
  readonly output: number;
  /** No weight of the network gets enough to move the loss. */
  readonly stalled: boolean;
  /** Largest share of its kernel by which a later step moves a source layer that plain gradient descent leaves behind; undefined where none is. */
  readonly leftBehind: number | undefined;
}

/**
 * How much smaller the signal is at the last hidden layer than at the first ones, at most 1. What a kernel gets is the product of the gradient that arrives and the signal that comes in: where both
 * collapse, all kernels starve alike and no ratio between them shows it. Adam and its like make up for that, so for them it is 1.
 */
function forwardCollapse(facts: Facts): number {
  if (isAdaptive(facts.model.optimizer)) return 1;
  const last = largest(facts.graph.lastHidden.map((i) => outputSize(facts, i)));
  const collapse = last / largest(facts.graph.sources.map((i) => outputSize(facts, i)));
  return Number.isFinite(collapse) ? Math.min(1, collapse) : 1;
}

/** Whether every second hidden layer or more is normalized: examples then stay apart on their way through, so that even a tiny gradient points somewhere. */
function isNormalized(facts: Facts): boolean {
  const hidden = facts.model.layers.filter((layer, i) => isTrainable(layer) && !facts.graph.head.has(i));
  const norms = hidden.filter((layer) => layer.className.includes('Normalization')).length;
  return norms > 0 && norms * 2 >= hidden.length - norms;
}

/**
 * Whether an optimizer that evens out gradients makes up for a tiny one at a source layer: it moves the kernel as much as any other, and either that rebuilds weights that started too small, so that
 * more gradient reaches it the longer it trains, or normalization keeps the signal that it follows from collapsing.
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
    (rise > limits.lifted || isNormalized(facts))
  );
}

/**
 * The share of its best-fed kernel by which a later step moves a source layer, where plain gradient descent leaves that layer behind although the learning rate is an ordinary one: the gradient fades on its
 * way there and its kernels get less than others do, the loss is no better than guessing, and the share is under `leftBehind`. A fade that other optimizers shrug off is enough, because here it is what the
 * step is made of. Otherwise NaN.
 */
export function stepLeftBehind(facts: Facts, seed: SeedFacts, index: number): number {
  const { optimizer, learningRate, layers } = facts.model;
  if (
    isAdaptive(optimizer) ||
    learningRate < thresholds.update.lowPlainRate ||
    !(Math.max(seed.start.output[index], seed.start.weights[index]) < limits.faded) ||
    !isAtGuessing(facts, seed)
  )
    return Number.NaN;
  const kernels = layers[index].weights.filter((w) => w.trainable && w.shape.length >= 2);
  const step = largest(
    kernels.map((w) => medianOfFinite(seed.late.map((at) => w.updateRatio[seed.index]?.[at] ?? Number.NaN))),
  );
  return step > 0 && step < limits.leftBehind ? step : Number.NaN;
}

/**
 * How badly the far end of the network is fed in one seed. `r` is the smaller of two ratios for the worst-fed source layer: gradient at its
 * output against the last hidden layer's, and gradient of its weights against the best-fed weights (times the forward collapse, for optimizers that do not adapt). The first must be under `mild` and the
 * second near it, so that neither a large input (weights) nor a small head (outputs) alone decides; it must still hold later unless the loss never moved.
 * A ratio of exactly zero at the start belongs to dead-units and zero-gradient.
 */
export function degreeOf(facts: Facts, seed: SeedFacts): Fed {
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
    (index) => seed.loss.trend !== 'diverged' && stepLeftBehind(facts, seed, index) > 0,
  );
  const leftBehind = behind.length > 0 ? largest(behind.map((index) => stepLeftBehind(facts, seed, index))) : undefined;
  const fed = (degree: Degree, ratios: readonly number[], outputs: readonly number[]): Fed => ({
    degree,
    worst: smallest(ratios),
    output: smallest(outputs),
    stalled: isStalled(facts, seed),
    leftBehind,
  });
  const unlessBehind = (): Fed => {
    const outputs = behind.map((index) => seed.start.output[index]);
    return fed(behind.length > 0 ? 'mild' : 'none', outputs, outputs);
  };
  if (starving.length === 0 || seed.loss.trend === 'diverged') return unlessBehind();
  const ratios = starving.map(({ output, weights }) => Math.min(output, weights));
  const outputs = starving.map((s) => s.output);
  const worst = smallest(ratios);
  if (seed.loss.trend === 'trained' || starving.every((s) => s.madeUpFor)) return fed('mild', ratios, outputs);
  if (worst >= limits.severe && !starving.some((s) => s.weights < limits.mild)) return unlessBehind();
  return fed(worst < limits.hopeless ? 'hopeless' : worst < limits.severe ? 'severe' : 'mild', ratios, outputs);
}

/** Near the threshold the seeds are judged together and most of them must show it, because single ones scatter around it. Above it they must stand still, as a whole or in their first layers. */
export function isGrave(facts: Facts, judged: readonly Fed[]): boolean {
  if (judged.length * 2 <= facts.seeds.length) return false;
  return (
    judged.every((j) => j.stalled || j.leftBehind !== undefined) ||
    (judged.some((j) => j.degree !== 'mild') && geometricMean(judged.map((j) => j.worst)) < limits.severe)
  );
}
