/** Rule symmetric-weights: units of a layer that start equal and stay equal because what they read and what reads them is equal too. */

import { formatCount } from '../report/format';
import type { Finding } from '../report/finding';
import type { LayerReport } from '../report/report';
import type { Facts } from './facts';
import { isTrainable } from './graph';
import { toFinding } from './wording';

const constant = new Set(['Zeros', 'Ones', 'Constant']);

/** Layers with weights that read a layer, through weightless layers. */
function weightedReaders(facts: Facts, index: number): LayerReport[] {
  return facts.graph.consumers[index].flatMap((c) => {
    const layer = facts.model.layers[c];
    return layer.kernelInitializer !== null ? [layer] : weightedReaders(facts, c);
  });
}

/**
 * Units of a hidden layer stay equal if its kernel and the kernels that read it all start from a constant: each unit then computes and receives
 * the same (Goodfellow et al. 2016, 8.4: symmetry must be broken at the start). One random kernel on either side breaks the symmetry.
 */
export function symmetricWeights(facts: Facts): Finding[] {
  const { layers } = facts.model;
  const breaks = layers.some((layer) => /Dropout|GaussianNoise/.test(layer.className));
  return layers.flatMap((layer, index) => {
    const units = layer.outputShape[layer.outputShape.length - 1] ?? 1;
    const readers = weightedReaders(facts, index);
    if (breaks || !isTrainable(layer) || units < 2 || readers.length === 0) return [];
    if (![layer, ...readers].every((l) => constant.has(l.kernelInitializer ?? ''))) return [];
    const message = `All ${formatCount(units, 'unit')} of this layer start equal (${layer.kernelInitializer ?? ''} kernels here and in what reads it) and stay equal, so it can do no more than one unit; start from random weights.`;
    return [toFinding(facts, { code: 'symmetric-weights', severity: 'error', role: 'cause', message, at: layer, layers: [index], seeds: facts.seeds.map((s) => s.index) })];
  });
}
