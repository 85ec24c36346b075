/**
 * Rule non-finite: NaN or infinity in loss, outputs or gradients. It names the first step and the first layer where one
 * appears. Without a threshold: any such number is a fault.
 */

import type { Finding } from '../../report/finding';
import { weightGradient } from '../evidence/depth-profile';
import { type Facts, isMajority, type ProbedModel, type SeedFacts } from '../evidence/facts';
import { inSeeds, kindOf } from '../wording/phrases';
import { toFinding } from '../wording/verdict';

interface FirstSight {
  readonly seed: SeedFacts;
  readonly step: number;
  readonly layer: number;
  /** What was not finite: the layer's outputs, or only gradients, or only the loss. */
  readonly where: 'outputs' | 'gradients' | 'loss';
}

/** Whether a value is there and not finite. */
const bad = (value: number | undefined): boolean => value !== undefined && !Number.isFinite(value);

/**
 * The first step at which the loss, or a layer's gradient at its output or of its weights, is not finite. The layer is
 * the first in forward order whose outputs were not finite. If all outputs were, it is the layer nearest to the loss
 * whose gradient was not, because gradients spread from there to the input; else the last layer.
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
    const which = steps === 1 ? 'this step is' : `all of the first ${steps} steps are`;
    return (
      `the ${backend} backend of TensorFlow.js causes it, not the model: on the ${finiteOn} backend, ` +
      `from the same start, ${which} finite`
    );
  }
  if (ranAway) return 'the loss grew step by step until it left the range of numbers';
  return step === 0
    ? 'look for a division by zero, a logarithm of zero or NaN in the data'
    : 'an earlier step was too large, or a logarithm or a division met zero';
}

/**
 * One finding, on the first layer. It is an effect where the loss ran away before, since the learning rate causes that.
 */
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
      severity: isMajority(facts, sights) ? 'error' : 'warning',
      role: ranAway ? 'effect' : 'cause',
      message: `NaN or infinity ${when}${inSeeds(facts, indices)}, first in the ${what}: ${why}.`,
      at: layer,
      layers: [earliest.layer],
      seeds: indices,
    }),
  ];
}
