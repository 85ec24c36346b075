/** Tells which calls of kernels take or give a tensor without a single number: the wasm backend writes beyond such. */

import * as tf from '../../tfjs/tf';
import type { KernelInputs } from './kernel';

type Shape4D = [number, number, number, number];

/** What pools and convolutions are told of their windows. */
interface Windows {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  /** A layer that has none hands null over. */
  readonly dilations?: number | [number, number] | null;
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

const pools: ReadonlySet<string> = new Set([tf.AvgPool, tf.MaxPool]);
const convolutions: ReadonlySet<string> = new Set([
  tf.Conv2D,
  tf.FusedConv2D,
  tf.DepthwiseConv2dNative,
  tf.FusedDepthwiseConv2D,
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
  const isPool = pools.has(name);
  return (
    (isPool || convolutions.has(name)) && outputOf(isPool, name, inputs, attrs as Windows).some((size) => size < 1)
  );
}

function outputOf(isPool: boolean, name: string, { x, filter }: KernelInputs, attrs: Windows): readonly number[] {
  const { filterSize, strides, dilations, pad, dimRoundingMode } = attrs;
  const shape = x.shape as Shape4D;
  if (isPool) return tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode).outShape;
  const isDepthwise = name === tf.DepthwiseConv2dNative || name === tf.FusedDepthwiseConv2D;
  const size = filter.shape as Shape4D;
  const given = [shape, size, strides, dilations ?? 1, pad, dimRoundingMode, isDepthwise] as const;
  return tf.backend_util.computeConv2DInfo(...given).outShape;
}
