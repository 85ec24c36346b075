/** Which layers lose the gradient on its way back, grouped by kind, and why such a layer does. */

import { formatFactor, formatMagnitude } from '../../report/format';
import type { LayerReport } from '../../report/report';
import { expectedGainOf, kernelScale } from '../evidence/expected-gain';
import type { Facts, SeedFacts } from '../evidence/facts';
import { between, gainOf } from '../evidence/layer-graph';
import { geometricMean } from '../../report/statistics';
import { thresholds } from '../evidence/thresholds';
import { kindOf, withArticle } from './wording';

const limits = thresholds.vanishing;

/** Why such a layer loses gradient, from its activation, its weights and what theory expects of both. */
export function reasonOf(layer: LayerReport): string {
  const scale = kernelScale(layer);
  const expected = expectedGainOf(layer);
  const theory = Number.isFinite(expected) ? `, theory expects ${formatFactor(expected)}` : '';
  if (layer.activation === 'sigmoid' || layer.activation === 'hardSigmoid') {
    return `a ${layer.activation === 'sigmoid' ? "sigmoid's slope is at most 0.25" : "hard sigmoid's slope is at most 0.2"}${theory}`;
  }
  if (scale && Number.isFinite(expected) && expected < limits.lossyGain) {
    const balanced = Math.sqrt((layer.activation === 'relu' ? 2 : 1) / scale.fanIn);
    const drawn = layer.kernelInitializer ? ` of ${layer.kernelInitializer}` : '';
    return `the weights${drawn} have a standard deviation of ${formatMagnitude(scale.deviation)} where ${withArticle(kindOf(layer))} layer with ${scale.fanIn} inputs needs about ${formatMagnitude(balanced)}${theory}`;
  }
  return theory.slice(2);
}

/** Lossy layers on the way to the starving ones, grouped by kind, each group with its share of the decay in orders of magnitude. */
export function causesOf(
  facts: Facts,
  starving: readonly number[],
  seeds: readonly SeedFacts[],
): { layers: number[]; gain: number; share: number }[] {
  const { layers } = facts.model;
  const early = (index: number): readonly number[] => seeds.find((s) => s.index === index)?.early ?? [];
  const indices = seeds.map((s) => s.index);
  const groups = new Map<string, { layers: number[]; gains: number[] }>();
  const key = (layer: LayerReport): string => [layer.className, layer.activation, layer.kernelInitializer].join();
  for (const index of between(facts.graph, starving)) {
    const gain = gainOf(layers[index], indices, early);
    if (!(gain < limits.lossyGain) || layers[index].className.includes('Pooling')) continue;
    const group = groups.get(key(layers[index])) ?? { layers: [], gains: [] };
    groups.set(key(layers[index]), { layers: [...group.layers, index], gains: [...group.gains, gain] });
  }
  const decay = (gains: readonly number[]): number => gains.reduce((sum, g) => sum - Math.log(Math.max(g, 1e-30)), 0);
  const total = decay([...groups.values()].flatMap((g) => g.gains));
  return [...groups.entries()]
    .map(([kind, group]) => {
      // The first layer passes nothing on, so it has no gain; it shares the cause if it is of the same make.
      const first = starving.filter(
        (i) => key(layers[i]) === kind && !group.layers.includes(i) && Number.isNaN(layers[i].backwardGain),
      );
      return {
        layers: [...first, ...group.layers].sort((a, b) => a - b),
        gain: geometricMean(group.gains),
        share: decay(group.gains) / total,
      };
    })
    .filter((group) => group.share >= limits.shareOfDecay)
    .sort((a, b) => b.share - a.share);
}
