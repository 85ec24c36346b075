/** Where the gradient stops altogether: layers at whose output it arrives and which pass exactly nothing on, for several steps up to the last. */

import type { LayerReport } from '../../report/report';
import type { Facts, SeedFacts } from './facts';
import { weightGradient } from './depth-profile';
import { thresholds } from './thresholds';

/** True if the predicate holds in each of the last `dead.minSteps` steps. */
export function upToTheEnd(seed: SeedFacts, holds: (step: number) => boolean): boolean {
  const { minSteps } = thresholds.dead;
  if (seed.steps < minSteps) return false;
  return Array.from({ length: minSteps }, (_, i) => seed.steps - 1 - i).every(holds);
}

/**
 * Whether a layer stops the gradient in a seed: some arrives at its output, none leaves it. For a layer that has to pass none
 * on (the first) its own weights must get none.
 */
export function stops(facts: Facts, seed: SeedFacts, index: number): boolean {
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

/** A layer needs to pass nothing on if all before it is frozen or without weights; a probe may then measure zero. */
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

/** Whether no gradient at all arrives anywhere in a seed, not even at the layers that the loss reads. */
export function nothingArrives(facts: Facts, seed: SeedFacts): boolean {
  return upToTheEnd(seed, (step) =>
    facts.model.layers.every((layer) => layer.outputGradient.l2[seed.index]?.[step] === 0),
  );
}

/** Whether the loss of a seed was exactly zero from the first step to the last, and asked for no change: nothing can be learned, and nothing can be told of the layers. */
export function isIdle(facts: Facts, seed: SeedFacts): boolean {
  return (
    seed.steps >= thresholds.dead.minSteps &&
    facts.model.losses[seed.index].every((loss) => loss === 0) &&
    nothingArrives(facts, seed)
  );
}

/** Activations that are flat at zero over a whole half-line. */
export function canDie(layer: LayerReport): boolean {
  return (
    layer.activation === 'relu' || layer.activation === 'relu6' || /^(ReLU|ThresholdedReLU)$/.test(layer.className)
  );
}
