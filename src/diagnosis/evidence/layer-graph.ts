/** The layers as a graph: who reads whom, where the loss is attached, and how pooling alone changes the size of a gradient. */

import type { LayerReport } from '../../report/report';
import { medianOfFinite } from '../../report/statistics';

export interface LayerGraph {
  /** Indices of the layers that read each layer. */
  readonly consumers: readonly (readonly number[])[];
  /** Layers that no other layer reads, and the weightless ones directly before them: a dense layer and its separate softmax are one head. */
  readonly head: ReadonlySet<number>;
  /** The layers whose outputs the head reads: where the gradient that reaches the hidden layers is measured. */
  readonly lastHidden: readonly number[];
  /** Trainable layers with weights that have no such layer before them: the far end for a gradient. */
  readonly sources: readonly number[];
  /** For each layer the factor by which averaging and repeating alone, without any fault, scale the gradient between the loss and its output. */
  readonly geometry: readonly number[];
}

/** Layers that average or repeat: an average over n values leaves 1/sqrt(n) of the L2 norm on the way back. */
const averaging = /^(Global)?AveragePooling[123]D$|^UpSampling[123]D$|^RepeatVector$/;

export function isTrainable(layer: LayerReport): boolean {
  return layer.trainable && layer.weights.some((w) => w.trainable);
}

/** Reads the graph of a model whose layers are in forward order. */
export function readGraph(layers: readonly LayerReport[]): LayerGraph {
  const consumers: number[][] = layers.map(() => []);
  layers.forEach((layer, index) => {
    for (const input of layer.inputs) consumers[input]?.push(index);
  });

  const head = new Set<number>();
  const lastHidden = new Set<number>();
  const enter = (index: number): void => {
    head.add(index);
    for (const input of layers[index].inputs) {
      if (layers[index].weights.length > 0) lastHidden.add(input);
      else if (consumers[input].every((c) => head.has(c))) enter(input);
      else lastHidden.add(input);
    }
  };
  layers.forEach((_, index) => {
    if (consumers[index].length === 0) enter(index);
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

/** All layers that a gradient passes on its way from the loss to the outputs of these, the head left out. */
export function between(graph: LayerGraph, targets: Iterable<number>): Set<number> {
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

/** Median backward gain of a layer over the given steps of the given seeds. */
export function gainOf(
  layer: LayerReport,
  seeds: readonly number[],
  steps: (seed: number) => readonly number[],
): number {
  return medianOfFinite(
    seeds.flatMap((seed) => steps(seed).map((step) => layer.backwardGains[seed]?.[step] ?? Number.NaN)),
  );
}
