/** Facts that a layer tells: its activation and initializer, its shape, names of weights, the layers that it runs. */

import { classNameOf, isContainer, type Layer, type LayerWeight, partsOf, type Tensor } from './internals';
import * as tf from './tf';

/** The layer classes of tfjs itself: user code has not yet added its own. */
const classesOfTfjs = new Set<unknown>(
  Object.values(tf.serialization.SerializationMap.getMap().classNameMap).map(([made]) => made),
);

/** Whether user code defines the class, or extends one of tfjs's by it. */
export function isOwnClass(layer: Layer): boolean {
  return !classesOfTfjs.has(layer.constructor);
}

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

/** Whether a regularizer adds a penalty to the loss for this layer. */
export function isPenalized(layer: Layer): boolean {
  const { cell } = partsOf(layer);
  const holders = [partsOf(layer), ...(cell ? [partsOf(cell)] : [])];
  return holders.some(
    ({ kernelRegularizer, biasRegularizer, recurrentRegularizer, activityRegularizer }) =>
      Boolean(kernelRegularizer) ||
      Boolean(biasRegularizer) ||
      Boolean(recurrentRegularizer) ||
      Boolean(activityRegularizer),
  );
}

/** Initializers that a saved model keeps as VarianceScaling, by scale, mode and distribution. */
const varianceScalings: Readonly<Partial<Record<string, string>>> = {
  '1 fanAvg uniform': 'GlorotUniform',
  '1 fanAvg normal': 'GlorotNormal',
  '2 fanIn uniform': 'HeUniform',
  '2 fanIn normal': 'HeNormal',
  '1 fanIn uniform': 'LeCunUniform',
  '1 fanIn normal': 'LeCunNormal',
};

/** The kernel initializer's name as in user code (`GlorotNormal`); null where there is no kernel. */
export function kernelInitializerOf(layer: Layer): string | null {
  const parts = partsOf(layer);
  const holder = parts.cell ? partsOf(parts.cell) : parts;
  const initializer = holder.kernelInitializer ?? holder.depthwiseInitializer;
  // `getClassName` gives VarianceScaling for the whole family; the class has its own name.
  const { className } = (initializer?.constructor ?? {}) as { className?: unknown };
  if (className === 'VarianceScaling') {
    const { scale, mode, distribution } = initializer as unknown as Readonly<
      Record<'scale' | 'mode' | 'distribution', unknown>
    >;
    return varianceScalings[[scale, mode, distribution].join(' ')] ?? className;
  }
  return typeof className === 'string' ? className : null;
}

/** The layer's declared output shape; where it has none, that of an output with an open batch axis. */
export function outputShapeOf(layer: Layer, output: Tensor): (number | null)[] {
  try {
    const shape = partsOf(layer).outputShape;
    if (Array.isArray(shape)) {
      const first: unknown = Array.isArray(shape[0]) ? shape[0] : shape;
      if ((first as unknown[]).length === output.rank) return first as (number | null)[];
    }
  } catch {
    // tfjs throws for a layer that was never called symbolically, or with several shapes.
  }
  return [null, ...output.shape.slice(1)];
}

/** The last part of a weight's name, such as `kernel` or `recurrent_kernel`. */
export function weightName(weight: LayerWeight): string {
  return weight.originalName.slice(weight.originalName.lastIndexOf('/') + 1);
}

/** The cells that a recurrent layer runs at each time step, outermost first. */
export function cellsOf(layer: Layer): readonly Layer[] {
  const { cell } = partsOf(layer);
  return cell ? [cell, ...(partsOf(cell).cells ?? [])] : [];
}

/** Whether user code made the layer's cells (`tf.layers.rnn({ cell })`); an LSTM makes its own. */
export function hasOwnCells(layer: Layer): boolean {
  return partsOf(layer).getClassName() === 'RNN';
}

/** The layers that a wrapper runs by `call` instead of `apply`. */
export function wrappedBy(layer: Layer): readonly Layer[] {
  const { forwardLayer, backwardLayer, layer: inner } = partsOf(layer);
  if (forwardLayer && backwardLayer) return [forwardLayer, backwardLayer];
  return inner && !isContainer(inner) ? [inner] : [];
}
