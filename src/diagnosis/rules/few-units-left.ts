/** Part of the rule not-learning: a dropout that leaves hardly a unit in each step. */

import { formatDecimal } from '../../report/format';
import { leavesFewUnits } from '../../report/losses';
import type { Facts } from '../evidence/facts';
import { layersWhere } from '../evidence/layer-graph';
import type { Hold } from '../phrases/hold';

/** A dropout after which too little is left to learn by. */
export interface FewUnitsLeft extends Hold {
  /** How many units are left in a step, on average. */
  readonly left: number;
}

/** The dropout that leaves the fewest units; undefined where each leaves enough. */
export function fewUnitsLeft({ model: { layers } }: Facts): FewUnitsLeft | undefined {
  const units = (index: number): number => layers[index].outputShape.at(-1) ?? Number.NaN;
  const rate = (index: number): number => layers[index].dropRate ?? 0;
  const left = (index: number): number => (1 - rate(index)) * units(index);
  const few = layersWhere(layers, ({ dropRate = 0, outputShape }) =>
    leavesFewUnits(dropRate, outputShape.at(-1) ?? Number.NaN),
  ).sort((a, b) => left(a) - left(b));
  if (few.length === 0) return undefined;
  const [layer] = few;
  return {
    at: layers[layer],
    layers: [layer],
    blames: [{ setting: 'rate', layers: [layer] }],
    left: left(layer),
    reason:
      `Dropout of ${formatDecimal(rate(layer))} leaves about ${formatDecimal(left(layer))} of ` +
      `${units(layer)} units in each step: lower the rate to 0.5 or less, or give the layer before it more units.`,
  };
}
