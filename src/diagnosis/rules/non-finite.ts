/** Rule non-finite: NaN or infinity in loss, outputs or gradients; names the first step and the first layer where it appears. */

import type { Finding } from '../../report/finding';
import type { Facts, ProbedModel, SeedFacts } from '../evidence/facts';
import { weightGradient } from '../evidence/depth-profile';
import { inSeeds, kindOf, toFinding } from '../wording/wording';

interface FirstSight {
  readonly seed: SeedFacts;
  readonly step: number;
  readonly layer: number;
  /** What was not finite: the layer's own outputs, or only gradients, or only the loss behind it. */
  readonly where: 'outputs' | 'gradients' | 'loss';
}

/** Infinity counts for gradients and losses alike; a missing value does not. */
const bad = (value: number | undefined): boolean => value !== undefined && !Number.isFinite(value);

/**
 * The first step at which a loss or a gradient at some layer's output or of its weights is not finite. The layer is the first in forward order whose
 * outputs were not finite; if all were, the one nearest to the loss whose gradient was not, because gradients spread from there to the input; without one, the last layer.
 */
function firstSight(facts: Facts, seed: SeedFacts): FirstSight | undefined {
  const { layers, losses } = facts.model;
  for (let step = 0; step < seed.steps; step++) {
    const hit = layers.map(
      (layer) =>
        bad(layer.outputGradient.l2[seed.index]?.[step]) ||
        (layer.weights.length > 0 &&
          layer.weights.some((w) => w.trainable && bad(w.gradientL2[seed.index]?.[step])) &&
          bad(weightGradient(layer, seed.index, step))),
    );
    if (!bad(losses[seed.index][step]) && !hit.includes(true)) continue;
    // A variable of a hand-written loop has no outputs to look at.
    const forward = layers.findIndex(
      (layer) => layer.className !== 'Variable' && (bad(layer.output.mean) || bad(layer.output.std)),
    );
    if (forward >= 0) return { seed, step, layer: forward, where: 'outputs' };
    const backward = hit.lastIndexOf(true);
    return backward >= 0
      ? { seed, step, layer: backward, where: 'gradients' }
      : { seed, step, layer: layers.length - 1, where: 'loss' };
  }
  return undefined;
}

function reason({ backendFault }: ProbedModel, step: number, ranAway: boolean): string {
  if (backendFault) {
    const { backend, finiteOn, steps } = backendFault;
    return `the ${backend} backend of TensorFlow.js does it, not the model: on the ${finiteOn} backend, from the same start, ${steps === 1 ? 'this step is' : `all of the first ${steps} steps are`} finite`;
  }
  if (ranAway) return 'the loss grew step by step until it left the range of numbers';
  return step === 0
    ? 'look for a division by zero, a logarithm of zero or NaN in the data'
    : 'a step before it was too large, or a logarithm or division met zero';
}

/** One finding, on the first layer; an effect where the loss ran away before, because then the learning rate is the cause. */
export function nonFinite(facts: Facts): Finding[] {
  const sights = facts.seeds.flatMap((seed) => firstSight(facts, seed) ?? []);
  if (sights.length === 0 || facts.model.layers.length === 0) return [];
  const earliest = sights.reduce((a, b) => (b.step < a.step ? b : a));
  const layer = facts.model.layers[earliest.layer];
  const before = facts.model.losses[earliest.seed.index].slice(0, earliest.step);
  const ranAway =
    facts.model.backendFault === undefined && before.length > 1 && before[before.length - 1] > 2 * Math.abs(before[0]);
  const what = earliest.where === 'loss' ? 'loss itself' : `${earliest.where} of ${kindOf(layer)} layer ${layer.name}`;
  const when = earliest.step === 0 ? 'in the very first step' : `in step ${earliest.step + 1}`;
  const indices = sights.map((s) => s.seed.index);
  const why = reason(facts.model, earliest.step, ranAway);
  return [
    toFinding(facts, {
      code: 'non-finite',
      severity: sights.length * 2 > facts.seeds.length ? 'error' : 'warning',
      role: ranAway ? 'effect' : 'cause',
      message: `NaN or infinity ${when}${inSeeds(facts, indices)}, first in the ${what}: ${why}.`,
      at: layer,
      layers: [earliest.layer],
      seeds: indices,
    }),
  ];
}
