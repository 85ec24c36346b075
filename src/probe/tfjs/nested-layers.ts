/** Walks the layers of models that hold other models, and of layers that hold other layers. */

import type { SymbolicTensor } from './tf';
import { isContainer, type Layer, type Model, modelParts, partsOf } from './internals';
import { cellsOf, isOwnClass, wrappedBy } from './layer-facts';

/** The model's layers, each nested model followed by its own layers. */
export function layersWithin(model: Model): Layer[] {
  // A model whose constructor threw in user code has no list of layers.
  const layers = modelParts(model).layers as readonly Layer[] | undefined;
  return (layers ?? []).flatMap((layer) => (isContainer(layer) ? [layer, ...layersWithin(layer)] : [layer]));
}

/** The layers that compute something: neither the models within the model nor inputs. */
export function plainLayers(model: Model): Layer[] {
  return layersWithin(model).filter((layer) => !isContainer(layer) && partsOf(layer).getClassName() !== 'InputLayer');
}

/** A layer or model and all that it holds: layers, cells, wrapped layers, the functional model inside a Sequential. */
export function everythingWithin(layer: Layer): Layer[] {
  if (!isContainer(layer)) return [layer, ...cellsOf(layer), ...wrappedBy(layer).flatMap(everythingWithin)];
  const { model, layers } = modelParts(layer);
  return [layer, ...(model ? [model] : []), ...layers.flatMap(everythingWithin)];
}

/** The layer that gives an output of a model, also where a nested model holds it. */
export function outputLayer(output: SymbolicTensor): Layer {
  const layer = output.sourceLayer;
  return isContainer(layer) ? outputLayer(modelParts(layer).outputs[output.outputTensorIndex ?? 0]) : layer;
}

/** Whether user code defines the class of a layer of the model, or of a cell or a layer within one. */
export function hasOwnLayers(model: Model): boolean {
  return plainLayers(model).flatMap(everythingWithin).some(isOwnClass);
}
