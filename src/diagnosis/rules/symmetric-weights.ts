/** Rule symmetric-weights: units of a layer that start equal and stay equal because what they read and what reads them is equal too. */

import { formatCount } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { LayerReport, WeightReport } from '../../report/report';
import type { Facts, SeedFacts } from '../evidence/facts';
import { isTrainable } from '../evidence/layer-graph';
import { thresholds } from '../evidence/thresholds';
import { inSeeds, toFinding } from '../wording/wording';

/** Whether a weight moved by more than what equality is measured to, or was never given anything to move by. */
function hadItsChance(weight: WeightReport, seed: SeedFacts): boolean {
  const moved = (weight.updateRatio[seed.index] ?? []).filter(Number.isFinite).reduce((sum, ratio) => sum + ratio, 0);
  const fromZero = weight.l2[seed.index]?.[0] === 0;
  const none = (weight.gradientL2[seed.index] ?? []).every((gradient) => gradient === 0);
  return moved > thresholds.symmetric.moved || fromZero || none;
}

/** Units are equal if every weight that has an entry for each of them has equal ones, the kernel first of all. */
function staysEqual(layer: LayerReport, units: number, seed: SeedFacts): boolean {
  const own = layer.weights.filter((w) => w.shape[w.shape.length - 1] === units);
  const equal = (w: WeightReport): boolean => w.distinctUnits?.[seed.index]?.every((count) => count === 1) ?? false;
  return own.some((w) => w.shape.length >= 2 && hadItsChance(w, seed)) && own.every(equal);
}

/**
 * Units of a hidden layer whose weights are the same before the first step and after the last, though they moved: each unit then computes and receives
 * the same (Goodfellow et al. 2016, 8.4: symmetry must be broken at the start). Random weights on either side, or dropout, show as units that part within a step.
 */
export function symmetricWeights(facts: Facts): Finding[] {
  const { layers } = facts.model;
  return layers.flatMap((layer, index) => {
    const units = layer.outputShape[layer.outputShape.length - 1] ?? 1;
    if (!isTrainable(layer) || units < thresholds.symmetric.minUnits || facts.graph.consumers[index].length === 0)
      return [];
    const seeds = facts.seeds
      .filter((seed) => seed.steps > 1 && staysEqual(layer, units, seed))
      .map((seed) => seed.index);
    if (seeds.length === 0) return [];
    const drawn = layer.kernelInitializer ? ` (their kernel is made by ${layer.kernelInitializer})` : '';
    const message = `All ${formatCount(units, 'unit')} of this layer start equal${drawn} and stay equal${inSeeds(facts, seeds)}, so it can do no more than one unit; start from random weights.`;
    return [
      toFinding(facts, {
        code: 'symmetric-weights',
        severity: seeds.length * 2 > facts.seeds.length ? 'error' : 'warning',
        role: 'cause',
        message,
        at: layer,
        layers: [index],
        seeds,
      }),
    ];
  });
}
