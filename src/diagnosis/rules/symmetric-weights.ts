/**
 * Rule symmetric-weights: units of a hidden layer that start equal and stay equal, so that the layer can do no more
 * than one unit. Each such unit computes the same and receives the same gradient (Goodfellow et al. 2016, 8.4: symmetry
 * must be broken at the start). Random weights on either side of the layer, or dropout, make units differ within a
 * step.
 */

import { formatCount } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { LayerReport, WeightReport } from '../../report/report';
import { type Facts, isMajority, type SeedFacts } from '../evidence/facts';
import { isTrainable } from '../evidence/layer-graph';
import { thresholds } from '../thresholds/thresholds';
import { inSeeds } from '../phrases/phrases';
import { toFinding } from '../phrases/verdict';

/** Whether units could have become different: the weight moved far enough, or nothing can ever move it. */
function hadItsChance(weight: WeightReport, seed: SeedFacts): boolean {
  const moved = (weight.updateRatio[seed.index] ?? []).filter(Number.isFinite).reduce((sum, ratio) => sum + ratio, 0);
  const fromZero = weight.l2[seed.index]?.[0] === 0;
  const none = (weight.gradientL2[seed.index] ?? []).every((gradient) => gradient === 0);
  return moved > thresholds.symmetric.moved || fromZero || none;
}

/** Whether all weights with one entry for each unit, a kernel among them, are equal across units at start and end. */
function staysEqual(layer: LayerReport, units: number, seed: SeedFacts): boolean {
  const own = layer.weights.filter((w) => w.shape[w.shape.length - 1] === units);
  const equal = (w: WeightReport): boolean => w.distinctUnits?.[seed.index]?.every((count) => count === 1) ?? false;
  return own.some((w) => w.shape.length >= 2 && hadItsChance(w, seed)) && own.every(equal);
}

/** Findings on hidden layers whose units start equal and stay equal in all steps of a seed. */
function unitsOf({ className, outputShape, weights }: LayerReport): number {
  const shape = className === 'Variable' ? (weights[0]?.shape ?? []) : outputShape;
  return shape.length < 2 ? 1 : (shape.at(-1) ?? 1);
}

/**
 * Whether no layer reads its units. Variables of a hand-written model have no graph: their columns are units where
 * another one has a row for each.
 */
function isLast({ model: { layers }, graph }: Facts, index: number, units: number): boolean {
  if (layers[index].className !== 'Variable') return graph.consumers[index].length === 0;
  return !layers.some((other, i) => i !== index && other.className === 'Variable' && readsUnits(other, units));
}

function readsUnits({ weights }: LayerReport, units: number): boolean {
  return weights.some(({ shape }) => shape.length >= 2 && shape.at(-2) === units);
}

/** One finding for each layer, and each variable of a hand-written model, whose units stay equal. */
export function symmetricWeights(facts: Facts): Finding[] {
  const { layers } = facts.model;
  return layers.flatMap((layer, index) => {
    const units = unitsOf(layer);
    if (!isTrainable(layer) || units < thresholds.symmetric.minUnits || isLast(facts, index, units)) return [];
    const seeds = facts.seeds
      .filter((seed) => seed.steps > 1 && staysEqual(layer, units, seed))
      .map((seed) => seed.index);
    if (seeds.length === 0) return [];
    const drawn = layer.kernelInitializer ? ` (${layer.kernelInitializer} makes their kernel)` : '';
    return [
      toFinding(facts, {
        code: 'symmetric-weights',
        severity: isMajority(facts, seeds) ? 'error' : 'warning',
        role: 'cause',
        message:
          `All ${formatCount(units, 'unit')} of this ${layer.className === 'Variable' ? 'variable' : 'layer'} start ` +
          `equal${drawn} and stay equal${inSeeds(facts, seeds)}, so it can do no more than one unit; start from ` +
          'random weights.',
        at: layer,
        layers: [index],
        blames: [{ setting: 'kernelInitializer', layers: [index] }],
        seeds,
      }),
    ];
  });
}
