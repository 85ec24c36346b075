/**
 * Reads the layers as a graph: which layer reads which, where the loss is attached, and how pooling scales a gradient.
 */

import type { LayerReport } from '../../report/report';
import { medianOfFinite } from '../../report/statistics';

export interface LayerGraph {
  /** For each layer, the indices of the layers that read it. */
  readonly consumers: readonly (readonly number[])[];
  /**
   * The output layers: those that no other layer reads and, where such a layer has no weights, the layers before it. A
   * dense layer and its separate softmax are one head.
   */
  readonly head: ReadonlySet<number>;
  /** The layers that the head reads. Ratios along depth are relative to the gradient at their outputs. */
  readonly lastHidden: readonly number[];
  /** Trainable layers with no trainable layer before them: where the gradient's way back ends. */
  readonly sources: readonly number[];
  /**
   * For each layer, the factor by which averaging and repeating layers scale the gradient between loss and its output.
   */
  readonly geometry: readonly number[];
}

/** Layers that average or repeat. An average over n values passes 1/sqrt(n) of the L2 norm back, without any fault. */
const averaging = /^(Global)?AveragePooling[123]D$|^UpSampling[123]D$|^RepeatVector$/;

/** Whether training changes a weight of the layer. */
export function isTrainable(layer: LayerReport): boolean {
  return layer.trainable && layer.weights.some((w) => w.trainable);
}

/** Whether a model has normalization layers. A kernel before one may have any size. */
export function hasNormalization({ layers }: { readonly layers: readonly LayerReport[] }): boolean {
  return layers.some(({ className }) => className.includes('Normalization'));
}

/** Indices of the layers that fulfil the condition. */
export function layersWhere(
  layers: readonly LayerReport[],
  condition: (layer: LayerReport, index: number) => boolean,
): number[] {
  return layers.flatMap((layer, index) => (condition(layer, index) ? [index] : []));
}

/** @param layers in forward order */
export function readLayerGraph(layers: readonly LayerReport[]): LayerGraph {
  const consumers: number[][] = layers.map(() => []);
  layers.forEach((layer, index) => {
    for (const input of layer.inputs) consumers[input]?.push(index);
  });

  const head = new Set<number>();
  const lastHidden = new Set<number>();
  const enterHead = (index: number): void => {
    head.add(index);
    for (const input of layers[index].inputs) {
      if (layers[index].weights.length > 0) lastHidden.add(input);
      else if (consumers[input].every((c) => head.has(c))) enterHead(input);
      else lastHidden.add(input);
    }
  };
  layers.forEach((_, index) => {
    if (consumers[index].length === 0) enterHead(index);
  });

  const geometry = layers.map(() => 1);
  for (let index = layers.length - 1; index >= 0; index--) {
    const through = consumers[index].map((c) => {
      const gain = averaging.test(layers[c].className) ? layers[c].backwardGain : 1;
      return geometry[c] * (Number.isFinite(gain) && gain > 0 ? gain : 1);
    });
    if (through.length > 0) geometry[index] = Math.max(...through);
  }

  const fed = layers.map(() => false);
  const sources: number[] = [];
  layers.forEach((layer, index) => {
    const below = layer.inputs.some((i) => fed[i]);
    if (!below && isTrainable(layer)) sources.push(index);
    fed[index] = below || isTrainable(layer);
  });
  return { consumers, head, lastHidden: [...lastHidden].filter((i) => !head.has(i)), sources, geometry };
}

/** The layers that a gradient passes on its way from the loss to the outputs of `targets`, without the head. */
export function layersOnBackwardPath(graph: LayerGraph, targets: Iterable<number>): Set<number> {
  const passed = new Set<number>();
  const walk = (index: number): void => {
    for (const consumer of graph.consumers[index]) {
      if (passed.has(consumer) || graph.head.has(consumer)) continue;
      passed.add(consumer);
      walk(consumer);
    }
  };
  for (const target of targets) walk(target);
  return passed;
}

/** A layer's backward gain: median over the given steps of the given seeds; NaN where no gradient has to leave it. */
export function backwardGain(
  layer: LayerReport,
  seeds: readonly number[],
  steps: (seed: number) => readonly number[],
): number {
  return medianOfFinite(
    seeds.flatMap((seed) => steps(seed).map((step) => layer.backwardGains[seed]?.[step] ?? Number.NaN)),
  );
}
