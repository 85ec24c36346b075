/** Finds where the gradient stops: layers that get some at their output and pass on exactly none, step after step. */

import type { LayerReport } from '../../report/report';
import type { Facts, SeedFacts } from './facts';
import { weightGradient } from './depth-profile';
import { thresholds } from '../thresholds/thresholds';

/** Whether the predicate holds in each of the last `dead.minSteps` steps. */
function upToTheEnd(seed: SeedFacts, holds: (step: number) => boolean): boolean {
  const { minSteps } = thresholds.dead;
  if (seed.steps < minSteps) return false;
  return Array.from({ length: minSteps }, (_, i) => seed.steps - 1 - i).every(holds);
}

/**
 * Whether a layer stops the gradient in a seed: some arrives at its output, none leaves it. A first layer never passes
 * any on, so it stops the gradient if its own weights get none.
 */
export function stopsGradient(facts: Facts, seed: SeedFacts, index: number): boolean {
  const layer = facts.model.layers[index];
  return upToTheEnd(seed, (step) => {
    const arrives = layer.outputGradient.l2[seed.index]?.[step] > 0;
    const gain = layer.backwardGains[seed.index]?.[step] ?? Number.NaN;
    return (
      arrives &&
      (Number.isFinite(gain)
        ? gain === 0 && !hasFrozenBelow(facts, index)
        : weightGradient(layer, seed.index, step) === 0)
    );
  });
}

/** Whether no layer before this one trains. Nothing then asks for a gradient, and the probe may measure zero. */
function hasFrozenBelow(facts: Facts, index: number): boolean {
  const { layers } = facts.model;
  const seen = new Set<number>();
  const trainableBelow = (i: number): boolean =>
    layers[i].inputs.some((input) => {
      if (seen.has(input)) return false;
      seen.add(input);
      return (layers[input].trainable && layers[input].weights.some((w) => w.trainable)) || trainableBelow(input);
    });
  return !trainableBelow(index);
}

/** Whether a layer's weights get a gradient of exactly zero in each of the last steps. */
export function hasZeroWeightGradient(facts: Facts, seed: SeedFacts, index: number): boolean {
  return upToTheEnd(seed, (step) => weightGradient(facts.model.layers[index], seed.index, step) === 0);
}

/** Whether no layer receives any gradient in a seed, not even those that the loss reads. */
export function isWithoutGradient(facts: Facts, seed: SeedFacts): boolean {
  return upToTheEnd(seed, (step) =>
    facts.model.layers.every((layer) => layer.outputGradient.l2[seed.index]?.[step] === 0),
  );
}

/**
 * Whether a seed's loss was exactly zero in every step and gave no gradient: such a seed shows nothing about the
 * layers.
 */
export function hasOnlyZeroLoss(facts: Facts, seed: SeedFacts): boolean {
  return (
    seed.steps >= thresholds.dead.minSteps &&
    facts.model.losses[seed.index].every((loss) => loss === 0) &&
    isWithoutGradient(facts, seed)
  );
}

/** Whether a batch normalization has a single number for each channel. */
export function normalizesOneRow({ model }: Facts, { className, outputShape }: LayerReport): boolean {
  const others = outputShape.slice(1, -1);
  return className === 'BatchNormalization' && model.batchSize === 1 && others.every((size) => size === 1);
}

/**
 * The batch normalization of one row that a layer reads, directly or through layers without weights.
 * @returns its index
 */
export function oneRowBefore(facts: Facts, index: number): number | undefined {
  const { layers } = facts.model;
  let at: number | undefined = layers[index].inputs.at(0);
  while (at !== undefined && layers[at].weights.length === 0) at = layers[at].inputs.at(0);
  return at !== undefined && normalizesOneRow(facts, layers[at]) ? at : undefined;
}
