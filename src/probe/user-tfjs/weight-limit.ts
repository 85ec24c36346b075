/** Refuses models too large for the probe's memory before tfjs spends minutes filling their weights. */

import { type Layer, methodsOf, type Model, modelParts, partsOf } from '../tfjs/internals';
import { formatMillions, MemoryError } from '../backend/memory';
import * as tf from '../tfjs/tf';

/**
 * Most numbers in one weight: 0.8 GB of float32. The gradient and Adam's two moments take as much each, and a wasm
 * module has 4 GB at most. The largest weight in common use, that of VGG's first dense layer, has 103 million.
 */
const mostNumbers = 200e6;
/**
 * Most numbers in all weights of a model: 0.6 GB, 2.4 GB with gradients and Adam's moments, which leaves what a
 * step needs besides. VGG19, the largest in common use, has 144 million; 162 million run out of memory.
 */
const mostInModel = 150e6;

/** Wraps `Layer.addWeight`, `Layer.apply` and `Sequential.add`. Called once in the life of a worker. */
export function installWeightLimit(): void {
  let growing: Model | undefined;
  const whileGrowing = (model: Model, run: () => void): void => {
    const outer = growing;
    growing = model;
    try {
      run();
    } finally {
      growing = outer;
    }
  };
  const sequential = methodsOf(tf.Sequential.prototype);
  const add = sequential.add as unknown as (this: Model, layer: Layer) => void;
  sequential.add = function (this: Model, layer: Layer) {
    whileGrowing(this, () => {
      add.call(this, layer);
    });
  };
  const methods = methodsOf(tf.layers.Layer.prototype);
  let read: unknown;
  const apply = methods.apply as unknown as (this: Layer, inputs: unknown, ...more: unknown[]) => unknown;
  methods.apply = function (this: Layer, inputs: unknown, ...more: unknown[]) {
    // Layers get their weights when they are first applied; each training step applies them again.
    if (partsOf(this).built) return apply.call(this, inputs, ...more);
    const outer = read;
    read = inputs;
    try {
      return apply.call(this, inputs, ...more);
    } finally {
      read = outer;
    }
  };
  const addWeight = methods.addWeight as unknown as (
    this: Layer,
    name: string,
    shape: readonly number[],
    ...more: unknown[]
  ) => unknown;
  methods.addWeight = function (this: Layer, name: string, shape: readonly number[], ...more: unknown[]) {
    const size = shape.reduce((product, length) => product * length, 1);
    if (size > mostNumbers)
      throw new MemoryError(
        `The ${name} of ${this.name} would have ${formatMillions(size)} numbers (${shape.join(' × ')}), ` +
          'more than the probe has memory for. Where the input is a guess, give its inputShape.',
      );
    // Only a large weight makes the probe add up all weights, which takes time.
    const before = size <= 1e6 ? 0 : weightsIn(growing ? modelParts(growing).layers : layersBefore(read));
    if (before + size > mostInModel)
      throw new MemoryError(
        `With the ${name} of ${this.name} (${shape.join(' × ')}) the model would have ` +
          `${formatMillions(before + size)} weights, more than the probe has memory for: each takes 16 bytes ` +
          'in training, with its gradient and what Adam keeps. Probe it with fewer units.',
      );
    return addWeight.call(this, name, shape, ...more);
  };
}

/** The layers of a functional model that lead to these symbolic tensors. */
function layersBefore(read: unknown): readonly Layer[] {
  const found = new Set<Layer>();
  const visit = (tensor: unknown): void => {
    if (!(tensor instanceof tf.SymbolicTensor) || found.has(tensor.sourceLayer)) return;
    found.add(tensor.sourceLayer);
    for (const { inputTensors } of partsOf(tensor.sourceLayer).inboundNodes) inputTensors.forEach(visit);
  };
  (Array.isArray(read) ? read : [read]).forEach(visit);
  return [...found];
}

function weightsIn(layers: readonly Layer[]): number {
  const shapes = layers.flatMap((layer) => partsOf(layer).weights.map(({ shape }) => shape));
  return shapes.reduce((sum, shape) => sum + tf.util.sizeFromShape([...shape]), 0);
}
