/** How the gradient changes with depth in one seed: each layer against what reaches the last hidden layer and against the best-fed weights. */

import type { LayerReport } from '../../report/report';
import type { LayerGraph } from './layer-graph';
import { largest, medianOfFinite, norm } from '../../report/statistics';

export interface DepthProfile {
  /** L2 of the gradient at the outputs of the last hidden layers, median over the steps; NaN where a model has no hidden layer. */
  readonly reference: number;
  /** For each layer: gradient at its output relative to `reference`, freed of what pooling does to any gradient; median over the steps. */
  readonly output: readonly number[];
  /** For each layer: gradient of all its weights together relative to the largest such of any layer; NaN without weights. */
  readonly weights: readonly number[];
}

/** L2 of the gradient of all trainable weights of a layer at one step; NaN without any, as in a frozen layer. */
export function weightGradient(layer: LayerReport, seed: number, step: number): number {
  const trainable = layer.trainable ? layer.weights.filter((w) => w.trainable) : [];
  return trainable.length === 0 ? Number.NaN : norm(trainable.map((w) => w.gradientL2[seed]?.[step] ?? Number.NaN));
}

/**
 * The profile of one seed over some steps. Ratios are taken within a step, then the median over the steps, so that neither the loss's
 * scale nor convergence (which shrinks all layers alike) shows in them.
 * @param zeros `until-dead` leaves out steps in which exactly nothing arrived, if there are others: what a layer got before it died
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
