/** Finds the layers that lose the gradient on its way back, grouped by kind. */

import type { LayerReport } from '../../report/report';
import { geometricMean } from '../../report/statistics';
import type { Facts, SeedFacts } from './facts';
import { layersOnBackwardPath, backwardGain } from './layer-graph';
import { thresholds } from '../thresholds/thresholds';

/** Layers of one class, activation and initializer. */
export interface LossyGroup {
  /** Indices, in forward order. */
  readonly layers: number[];
  /** Geometric mean of their backward gains. */
  readonly gain: number;
  /** Their share of the whole decay, in orders of magnitude. */
  readonly share: number;
}

/**
 * The groups with a backward gain below `lossyGain` between the loss and the starving layers that account for at least
 * `shareOfDecay`, the largest share first. Pooling layers do not count: they scale every gradient.
 */
export function lossyGroups(facts: Facts, starving: readonly number[], seeds: readonly SeedFacts[]): LossyGroup[] {
  const { lossyGain, shareOfDecay } = thresholds.vanishing;
  const { layers } = facts.model;
  const early = (index: number): readonly number[] => seeds.find((s) => s.index === index)?.early ?? [];
  const indices = seeds.map((s) => s.index);
  const groups = new Map<string, { layers: number[]; gains: number[] }>();
  const key = (layer: LayerReport): string => [layer.className, layer.activation, layer.kernelInitializer].join();
  for (const index of layersOnBackwardPath(facts.graph, starving)) {
    const gain = backwardGain(layers[index], indices, early);
    if (!(gain < lossyGain) || layers[index].className.includes('Pooling')) continue;
    const group = groups.get(key(layers[index])) ?? { layers: [], gains: [] };
    groups.set(key(layers[index]), { layers: [...group.layers, index], gains: [...group.gains, gain] });
  }
  const decay = (gains: readonly number[]): number => gains.reduce((sum, g) => sum - Math.log(Math.max(g, 1e-30)), 0);
  const total = decay([...groups.values()].flatMap((g) => g.gains));
  return [...groups.entries()]
    .map(([kind, group]) => {
      // The first layer has no backward gain, since nothing has to leave it; it belongs to the group of its kind.
      const first = starving.filter(
        (i) => key(layers[i]) === kind && !group.layers.includes(i) && Number.isNaN(layers[i].backwardGain),
      );
      return {
        layers: [...first, ...group.layers].sort((a, b) => a - b),
        gain: geometricMean(group.gains),
        share: decay(group.gains) / total,
      };
    })
    .filter((group) => group.share >= shareOfDecay)
    .sort((a, b) => b.share - a.share);
}
