/**
 * Part of the rule not-learning: kernels of the hidden layers that start so small that together they hand on hardly any
 * signal, such as a deviation of 0.01 in three layers in a row. Plain steps then move the last bias alone.
 */

import { formatMagnitude } from '../../report/format';
import { balancedDeviation, kernelScale } from '../evidence/expected-gain';
import type { Facts } from '../evidence/facts';
import { hasNormalization, isTrainable, layersWhere } from '../evidence/layer-graph';
import type { Hold } from '../phrases/hold';
import { deviationText, lineText, theseLayers } from '../phrases/phrases';
import { mainLine } from '../phrases/verdict';
import { thresholds } from '../thresholds/thresholds';
import { largeInputs } from './unscaled-data';
import { usualInitializer } from './wide-kernel';

/** @returns undefined where the signal gets through, or where large inputs or a normalization give it its size back */
export function narrowKernels(facts: Facts): Hold | undefined {
  const { layers } = facts.model;
  if (hasNormalization(facts.model) || largeInputs(facts).length > 0) return undefined;
  const hidden = layersWhere(layers, (layer, i) => isTrainable(layer) && !facts.graph.head.has(i)).flatMap((index) => {
    const scale = kernelScale(layers[index]);
    return scale ? [{ index, scale, share: scale.deviation / balancedDeviation(layers[index], scale) }] : [];
  });
  const narrow = hidden.filter(({ share }) => share < 1);
  const passed = narrow.reduce((product, { share }) => product * share, 1);
  if (!(passed < thresholds.learning.faintSignal)) return undefined;
  const smallest = narrow.reduce((a, b) => (b.share < a.share ? b : a));
  const indices = narrow.map(({ index }) => index);
  const where = indices.length === 1 ? '' : ` at ${lineText(layers[smallest.index])}`;
  return {
    reason:
      `About ${formatMagnitude(passed)} of the signal comes through ${theseLayers(indices.map((i) => layers[i]))}, ` +
      `because the weights${where} ${deviationText(layers[smallest.index], smallest.scale)}. ` +
      `${usualInitializer(layers[smallest.index], smallest.scale)}.`,
    at: mainLine(facts, indices),
    layers: indices,
    blames: [{ setting: 'kernelInitializer', layers: indices }],
  };
}
