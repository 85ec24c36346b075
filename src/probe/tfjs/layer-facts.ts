/** What a layer says of itself: name of its activation and initializer, shape, weights, and the layers it works with. */

import { classNameOf, isContainer, type Layer, type LayerWeight, partsOf, type Tensor } from './internals';

/** Layers that are nothing but an activation, by class name. */
const activationLayers: Readonly<Partial<Record<string, string>>> = {
  ReLU: 'relu',
  LeakyReLU: 'leakyReLU',
  PReLU: 'prelu',
  ELU: 'elu',
  ThresholdedReLU: 'thresholdedReLU',
  Softmax: 'softmax',
};

/** tfjs name of the activation (`sigmoid`, `linear`); null where the layer has none. */
export function activationOf(layer: Layer): string | null {
  const parts = partsOf(layer);
  const activation = parts.activation ?? (parts.cell && partsOf(parts.cell).activation);
  if (activation && typeof activation.getClassName === 'function') return activation.getClassName();
  return activationLayers[classNameOf(layer)] ?? null;
}

/** The names that a serialized model's VarianceScaling went by, by scale, mode and distribution. */
const varianceScalings: Readonly<Partial<Record<string, string>>> = {
  '1 fanAvg uniform': 'GlorotUniform',
  '1 fanAvg normal': 'GlorotNormal',
  '2 fanIn uniform': 'HeUniform',
  '2 fanIn normal': 'HeNormal',
  '1 fanIn uniform': 'LeCunUniform',
  '1 fanIn normal': 'LeCunNormal',
};

/** Name of the kernel's initializer as user code has it (`GlorotNormal`); null where there is no kernel. */
export function kernelInitializerOf(layer: Layer): string | null {
  const parts = partsOf(layer);
  const holder = parts.cell ? partsOf(parts.cell) : parts;
  const initializer = holder.kernelInitializer ?? holder.depthwiseInitializer;
  // `getClassName` says VarianceScaling for all of that family; the class itself knows its own name.
  const { className } = (initializer?.constructor ?? {}) as { className?: unknown };
  if (className === 'VarianceScaling') {
    const { scale, mode, distribution } = initializer as unknown as Readonly<
      Record<'scale' | 'mode' | 'distribution', unknown>
    >;
    return varianceScalings[[scale, mode, distribution].join(' ')] ?? className;
  }
  return typeof className === 'string' ? className : null;
}

/** The layer's declared output shape; where it has none, that of an output, its batch axis left free. */
export function outputShapeOf(layer: Layer, output: Tensor): (number | null)[] {
  try {
    const shape = partsOf(layer).outputShape;
    if (Array.isArray(shape)) {
      const first: unknown = Array.isArray(shape[0]) ? shape[0] : shape;
      if ((first as unknown[]).length === output.rank) return first as (number | null)[];
    }
  } catch {
    // Never called symbolically, or with several shapes.
  }
  return [null, ...output.shape.slice(1)];
}

/** `kernel`, `bias`, `recurrent_kernel`: the last part of the name. */
export function weightName(weight: LayerWeight): string {
  return weight.originalName.slice(weight.originalName.lastIndexOf('/') + 1);
}

/** The cells that a recurrent layer steps through time, outermost first. */
export function cellsOf(layer: Layer): readonly Layer[] {
  const { cell } = partsOf(layer);
  return cell ? [cell, ...(partsOf(cell).cells ?? [])] : [];
}

/** True for cells that stand in user code as layers of their own (`tf.layers.rnn({cell: ...})`), not made by an LSTM for itself. */
export function hasOwnCells(layer: Layer): boolean {
  return partsOf(layer).getClassName() === 'RNN';
}

/** Layers that a wrapper calls directly instead of applying them, so that their `call` is where to listen. */
export function wrappedBy(layer: Layer): readonly Layer[] {
  const { forwardLayer, backwardLayer, layer: inner } = partsOf(layer);
  if (forwardLayer && backwardLayer) return [forwardLayer, backwardLayer];
  return inner && !isContainer(inner) ? [inner] : [];
}
