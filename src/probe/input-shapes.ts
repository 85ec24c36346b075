/** Gives the first layer of a Sequential an input shape where user code has none, or none that is known here, and says which. */

import { isContainer, type Layer, methodsOf, type Model, modelParts, partsOf } from './internals';
import type { Recorder } from './recorder';
import * as tf from './tf';

/** Shapes that are small, and large enough for the usual stacks of convolutions and poolings. Class names of tfjs-layers. */
const assumedShapes: readonly (readonly [classes: RegExp, shape: readonly number[]])[] = [
  [/^(Conv2D|Conv2DTranspose|DepthwiseConv2D|SeparableConv2D|MaxPooling2D|AveragePooling2D|GlobalMaxPooling2D|GlobalAveragePooling2D|ZeroPadding2D|UpSampling2D|Rescaling|Resizing)$/, [32, 32, 3]],
  [/^(Conv1D|MaxPooling1D|AveragePooling1D|LSTM|GRU|SimpleRNN|RNN|Bidirectional|TimeDistributed|GlobalMaxPooling1D|GlobalAveragePooling1D)$/, [16, 8]],
  [/^(Conv3D|Conv3DTranspose|MaxPooling3D|AveragePooling3D)$/, [16, 16, 16, 1]],
  [/^ConvLSTM2D$/, [4, 16, 16, 3]],
  [/^Embedding$/, [16]],
  [/^Flatten$/, [8, 8]],
];
const otherShape: readonly number[] = [10];

/** Wraps `Sequential.add`. Called once in the life of a worker. */
export function installInputShapes(recorder: Recorder): void {
  const methods = methodsOf(tf.Sequential.prototype);
  const add = methods.add as unknown as (layer: Layer) => void;
  methods.add = function (this: Model, layer: Layer) {
    if (modelParts(this).outputs.length === 0 && !isContainer(layer)) {
      const shape = assumeShape(layer);
      if (shape) recorder.assume(this, `inputShape = [${shape.join(', ')}]`);
    }
    add.call(this, layer);
  };
}

/** @returns the shape given to the layer, or undefined where it has one of its own */
function assumeShape(layer: Layer): (number | null)[] | undefined {
  const parts = partsOf(layer);
  if (parts.inboundNodes.length > 0) return undefined;
  const known = parts.batchInputShape;
  if (known?.every((size) => size === null || (typeof size === 'number' && Number.isFinite(size)))) return undefined;
  const usual = assumedShapes.find(([classes]) => classes.test(parts.getClassName()))?.[1] ?? otherShape;
  const shape = Array.from(known?.slice(1) ?? usual, (size, i) => (typeof size === 'number' && Number.isFinite(size) ? size : (usual[i] ?? 8)));
  parts.batchInputShape = [null, ...shape];
  parts.dtype ??= 'float32';
  return shape;
}
