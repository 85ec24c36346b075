/** Names the layers and shapes that lead to a layer which tfjs refuses. */

import type { Recorder } from '../recording/recorder';
import { isContainer, type Layer, partsOf } from '../tfjs/internals';
import * as tf from '../tfjs/tf';
import type { LayerOnWay, NamedLayer, Refusal, RefusedCall, Shape } from './complaints/refused-call';

/** A message names this many of the layers before the refused one. */
const longestWay = 4;

/** A layer as user code names it. */
export function namedLayer(layer: Layer, recorder: Recorder): NamedLayer {
  const className: unknown = layer.getClassName();
  const text = typeof className === 'string' ? className : layer.constructor.name;
  const isTfjs = text in tf.serialization.SerializationMap.getMap().classNameMap;
  return { name: recorder.nameOf(layer.name), factory: isTfjs ? factoryName(text) : text };
}

/** `Conv2D` is made by `conv2d`, `LSTM` by `lstm`, `BatchNormalization` by `batchNormalization`. */
function factoryName(className: string): string {
  const wanted = className.toLowerCase();
  return Object.keys(tf.layers).find((name) => /^[a-z]/.test(name) && name.toLowerCase() === wanted) ?? className;
}

/** The last layers that lead to a single symbolic input; empty for the model's own input. */
export function layersLeadingTo(inputs: unknown, recorder: Recorder): Pick<Refusal, 'way'> {
  const way: LayerOnWay[] = [];
  let at: unknown = Array.isArray(inputs) && inputs.length === 1 ? (inputs as unknown[])[0] : inputs;
  while (at instanceof tf.SymbolicTensor && way.length < longestWay) {
    const layer = at.sourceLayer;
    const madeAt = recorder.framesOf(layer);
    const { inboundLayers, inputTensors } = partsOf(layer).inboundNodes[at.nodeIndex];
    if (inboundLayers.length !== 1 || isContainer(layer) || madeAt.length === 0) break;
    way.unshift({ layer: namedLayer(layer, recorder), gives: at.shape, madeAt });
    at = inputTensors[0];
  }
  return way.length > 0 ? { way } : {};
}

/** The shapes of what a layer is applied to, and the layer that the first of them comes from. */
export function inputShapes(inputs: unknown, recorder: Recorder): Pick<RefusedCall, 'given' | 'from'> {
  const list = (Array.isArray(inputs) ? inputs : [inputs]) as unknown[];
  const given = list.flatMap((input): Shape[] => {
    if (input instanceof tf.SymbolicTensor) return [input.shape];
    return input instanceof tf.Tensor ? [(input as tf.Tensor).shape] : [];
  });
  const [first] = list;
  const source = first instanceof tf.SymbolicTensor ? first.sourceLayer : undefined;
  const isInput = !source || isContainer(source) || partsOf(source).getClassName() === 'InputLayer';
  return { given, ...(!isInput && { from: { layer: namedLayer(source, recorder) } }) };
}
