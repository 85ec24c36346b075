/** Tells which calls of kernels take or give a tensor without a single number: the wasm backend writes beyond such. */

import * as tf from '../../tfjs/tf';
import { type ConvolutionAttrs, convolutionInfo } from './convolution';
import type { KernelInputs } from './kernel';

const pools: ReadonlySet<string> = new Set([tf.AvgPool, tf.MaxPool]);
/** Convolutions, and whether each is depthwise. */
const convolutions: ReadonlyMap<string, boolean> = new Map([
  [tf.Conv2D, false],
  [tf.FusedConv2D, false],
  [tf.DepthwiseConv2dNative, true],
  [tf.FusedDepthwiseConv2D, true],
]);

/** The probe's own kernels that know what comes of nothing: the mean is NaN, where cpu's is 0. */
const ofNothing: ReadonlySet<string> = new Set([tf.Sum, tf.Mean]);

/**
 * Whether an input is empty, or the output is because a window is larger than its picture. XNNPACK counts the pixels
 * of an output itself, gets at least one, and writes beyond the end of an empty tensor: the page around it may crash.
 */
export function hasEmptyTensor(name: string, inputs: KernelInputs, attrs: unknown): boolean {
  if (ofNothing.has(name)) return false;
  for (const key in inputs) if ((inputs[key] as tf.TensorInfo | undefined)?.shape.includes(0)) return true;
  return outputShape(name, inputs, attrs).some((size) => size < 1);
}

/** The shape of what a window gives; empty for other kernels. */
function outputShape(name: string, { x, filter }: KernelInputs, attrs: unknown): readonly number[] {
  if (pools.has(name)) {
    const { filterSize, strides, pad, dimRoundingMode } = attrs as tf.AvgPoolAttrs;
    const shape = x.shape as [number, number, number, number];
    return tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode).outShape;
  }
  const isDepthwise = convolutions.get(name);
  return isDepthwise === undefined ? [] : convolutionInfo(x, filter, attrs as ConvolutionAttrs, isDepthwise).outShape;
}
