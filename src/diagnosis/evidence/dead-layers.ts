/**
 * Finds layers that are dead as a whole (zero for every example, or without a gradient to pass back), and when they
 * died.
 */

import type { LayerReport } from '../../report/report';
import { largest } from '../../report/statistics';
import { hasZeroWeightGradient, stopsGradient } from './blocked-gradient';
import { weightGradient } from './depth-profile';
import { type Facts, lossFalls, isMajority, type SeedFacts } from './facts';
import { isTrainable } from './layer-graph';
import { thresholds } from '../thresholds/thresholds';

/** Whether the layer's activation is zero and flat for all negative inputs, so that its units can die. */
export function canDie(layer: LayerReport): boolean {
  return (
    layer.activation === 'relu' || layer.activation === 'relu6' || /^(ReLU|ThresholdedReLU)$/.test(layer.className)
  );
}

/** The first dead layer of a seed, in forward order: those behind it only read zeros. */
export interface DeadLayer {
  readonly seed: SeedFacts;
  readonly index: number;
  /**
   * `start`: from the first step on. A number: the layer passed a gradient back until the update of that step.
   * Undefined where no gradient arrived that it could have passed back.
   */
  readonly since: 'start' | number | undefined;
  /** The largest change of a kernel in one step until then, relative to the kernel's size. */
  readonly jump: number;
}

/**
 * Whether a layer is dead in a seed: all its units give only zeros, or it gets a gradient and passes none on. Where
 * many units still answer and the loss falls, the examples they answer to are solved, and only others ask for more.
 */
export function isDead(facts: Facts, seed: SeedFacts, index: number): boolean {
  const layer = facts.model.layers[index];
  const zero = layer.output.zeroUnitsPerSeed[seed.index];
  const answers = lossFalls(seed) && zero <= thresholds.dead.many;
  return canDie(layer) && (zero === 1 || (stopsGradient(facts, seed, index) && !answers));
}

/** The dead layer nearest to the input in each seed that has one, with the step since which it is dead. */
export function firstDeadLayers(facts: Facts): DeadLayer[] {
  return facts.seeds.flatMap((seed) => {
    const index = facts.model.layers.findIndex((_, i) => isDead(facts, seed, i));
    if (index < 0) return [];
    const since = deadSince(facts, seed, index);
    return [{ seed, index, since, jump: largestJump(facts, seed, typeof since === 'number' ? since : seed.steps) }];
  });
}

/** Whether a step that changed weights by a large part of their size killed the layer. */
export function isKilled({ since, jump }: DeadLayer): boolean {
  return typeof since === 'number' && jump > thresholds.dead.killingStep;
}

/** Whether large steps killed it in most of the seeds in which it is dead, so that the learning rate is the cause. */
export function isMostlyKilled(dead: readonly DeadLayer[]): boolean {
  return dead.filter(isKilled).length * 2 > dead.length;
}

/**
 * An error where most seeds show it and the network does not train. The layers behind a dead one, mostly a bias, may
 * still lower the loss; that does not train the network.
 */
export function severityOfDeath(facts: Facts, seeds: readonly SeedFacts[]): 'error' | 'warning' {
  const severed = facts.graph.sources.every((i) => seeds.every((seed) => hasZeroWeightGradient(facts, seed, i)));
  const trains = !severed && seeds.every(lossFalls);
  return isMajority(facts, seeds) && !trains ? 'error' : 'warning';
}

function deadSince(facts: Facts, seed: SeedFacts, index: number): DeadLayer['since'] {
  const layer = facts.model.layers[index];
  const passes = (step: number): boolean => {
    const gain = layer.backwardGains[seed.index]?.[step] ?? Number.NaN;
    return weightGradient(layer, seed.index, step) > 0 || gain > 0;
  };
  const arrives = (step: number): boolean => layer.outputGradient.l2[seed.index]?.[step] > 0;
  const steps = Array.from({ length: seed.steps }, (_, step) => step);
  const last = steps.findLast(passes);
  if (last !== undefined) return last + 1;
  return steps.some(arrives) ? 'start' : undefined;
}

/** @param before how many steps to look at */
function largestJump({ model }: Facts, seed: SeedFacts, before: number): number {
  const kernels = model.layers.filter(isTrainable).flatMap(({ weights }) => weights.filter((w) => w.shape.length >= 2));
  const ratios = kernels.flatMap((w) => (w.updateRatio[seed.index] ?? []).slice(0, before));
  return largest(ratios.filter((ratio) => Number.isFinite(ratio)));
}
