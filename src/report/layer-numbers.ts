/**
 * Works out the numbers that represent a layer in a badge, a hover and the panel: gradient, update ratio, backward
 * gain.
 */

import type { LayerReport, WeightReport } from './report';
import { geometricMean, largest, median } from './statistics';

/**
 * The gradient that represents a layer: L2 norm at its output in the first step, median over seeds. Later steps would
 * mix in how far training has come. NaN where the probe measured nothing; not finite where some seed's gradient was
 * not.
 */
export function typicalGradient(layer: LayerReport): number {
  return typicalGradientIn(layer, layer.outputGradient.l2.keys());
}

/** `typicalGradient` over some of the seeds, given by their indices. */
export function typicalGradientIn(layer: LayerReport, seeds: Iterable<number>): number {
  return median(Array.from(seeds, (seed) => layer.outputGradient.l2[seed]?.[0] ?? Number.NaN));
}

/**
 * How much a step changes a layer's weights, as a share of their size: the update ratio of its kernels, median over
 * steps and seeds. Biases start at zero, so their first ratios mean nothing; they count only in a layer without a
 * kernel. NaN where nothing is trained.
 */
export function typicalUpdateRatio(layer: LayerReport): number {
  return median(updatedWeights(layer).flatMap((weight) => weight.updateRatio.map(median)));
}

/** `typicalUpdateRatio` of the first step alone: later steps of a training that diverges say little. */
export function firstUpdateRatio(layer: LayerReport): number {
  return median(updatedWeights(layer).flatMap((weight) => weight.updateRatio.map(([first]) => first)));
}

/**
 * The weights behind `typicalUpdateRatio`: the trainable kernels, or all trainable weights where there is no kernel.
 */
export function updatedWeights(layer: LayerReport): readonly WeightReport[] {
  const trained = layer.weights.filter((weight) => weight.trainable);
  const kernels = trained.filter((weight) => weight.shape.length >= 2);
  return kernels.length > 0 ? kernels : trained;
}

/** Geometric mean of the layers' backward gains; NaN where none has one above zero. */
export function typicalGain(layers: readonly LayerReport[]): number {
  return geometricMean(layers.map((layer) => layer.backwardGain));
}

/**
 * The share of outputs at the ends of the range in the worst seed: of the layer's own, or of what user code applies
 * behind a kernel of its own.
 */
export function saturatedShare({ output, behind }: LayerReport): number {
  return behind ? largest(behind.saturatedPerSeed) : output.saturated;
}
