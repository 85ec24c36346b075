/**
 * Works out how the gradient changes with depth in one seed, relative to the last hidden layer and the largest weight
 * gradient; and how large a layer's outputs are.
 */

import { rootMeanSquare } from '../../report/data/column-sizes';
import type { LayerReport } from '../../report/report';
import type { LayerGraph } from './layer-graph';
import { largest, medianOfFinite, norm } from '../../report/statistics';

export interface DepthProfile {
  /** L2 norm of the gradient at the output of the last hidden layer, median over steps; NaN without a hidden layer. */
  readonly reference: number;
  /**
   * For each layer: gradient at its output relative to `reference`, median over steps. Average pooling scales every
   * gradient; `LayerGraph.geometry` takes that out.
   */
  readonly output: readonly number[];
  /**
   * For each layer: gradient of all its weights relative to the largest of any layer, median over steps; NaN without
   * weights.
   */
  readonly weights: readonly number[];
}

/** Root mean square of a layer's outputs over all seeds and sampled steps. */
export function outputRms({ output }: LayerReport): number {
  return rootMeanSquare(output);
}

/** L2 norm of the gradient of a layer's trainable weights at one step; NaN without any, as in a frozen layer. */
export function weightGradient(layer: LayerReport, seed: number, step: number): number {
  const trainable = layer.trainable ? layer.weights.filter((w) => w.trainable) : [];
  return trainable.length === 0 ? Number.NaN : norm(trainable.map((w) => w.gradientL2[seed]?.[step] ?? Number.NaN));
}

/**
 * The profile of one seed over some steps. It divides within each step and takes the median over steps afterwards, so
 * that neither the scale of the loss nor convergence (which shrinks all gradients alike) shows.
 * @param zeros `until-dead` ignores steps in which a layer got exactly no gradient, if there are others, so that what
 * it got before it died counts
 */
export function depthProfile(
  layers: readonly LayerReport[],
  graph: LayerGraph,
  seed: number,
  steps: readonly number[],
  zeros: 'as-is' | 'until-dead',
): DepthProfile {
  const middle = (ratios: readonly number[]): number => {
    const positive = ratios.filter((r) => r > 0);
    return zeros === 'until-dead' && positive.length > 0 ? medianOfFinite(positive) : medianOfFinite(ratios);
  };
  const arriving = (index: number, step: number): number =>
    (layers[index].outputGradient.l2[seed]?.[step] ?? Number.NaN) / graph.geometry[index];
  const references = steps.map((step) => largest(graph.lastHidden.map((i) => arriving(i, step))));
  const bestFed = steps.map((step) => largest(layers.map((layer) => weightGradient(layer, seed, step))));
  return {
    reference: medianOfFinite(references),
    output: layers.map((_, index) => middle(steps.map((step, at) => arriving(index, step) / references[at]))),
    weights: layers.map((layer) => middle(steps.map((step, at) => weightGradient(layer, seed, step) / bestFed[at]))),
  };
}
