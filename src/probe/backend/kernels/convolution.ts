/** Computes forward convolutions where tfjs's wasm kernels refuse a bias or leave the output uncomputed. */

import * as tf from '../../tfjs/tf';
import { type KernelInputs, type Kernel, kernel, refreshShape } from './kernel';

/** What a convolution is told of its window. */
export interface ConvolutionAttrs {
  strides: number | [number, number];
  /** A layer that has none hands null over. */
  dilations: number | [number, number] | null;
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * Accepts a bias that comes from a reshape. Writes out the padding of 'same' where a stride is larger than the filter:
 * XNNPACK has no operator for that, and tfjs then returns memory that nothing was written to.
 */
function mended(name: string, depthwise: boolean): Kernel {
  return kernel<ConvolutionAttrs>(name, (backend, inputs, attrs, original) => {
    const { x, filter, bias } = inputs as KernelInputs & { bias?: tf.TensorInfo };
    if (bias) refreshShape(backend, bias);
    if (attrs.pad !== 'same') return original(backend, inputs, attrs);
    const info = convolutionInfo(x, filter, attrs, depthwise);
    if (info.strideHeight <= info.effectiveFilterHeight && info.strideWidth <= info.effectiveFilterWidth)
      return original(backend, inputs, attrs);
    const { top, bottom, left, right } = info.padInfo;
    return original(backend, inputs, {
      ...attrs,
      pad: [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ],
    });
  });
}

/** The shapes and paddings that tfjs computes for a convolution. */
export function convolutionInfo(
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  { strides, dilations, pad, dimRoundingMode }: ConvolutionAttrs,
  depthwise: boolean,
): tf.backend_util.Conv2DInfo {
  return tf.backend_util.computeConv2DInfo(
    x.shape as Shape4D,
    filter.shape as Shape4D,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    depthwise,
    'channelsLast',
  );
}

type Shape4D = [number, number, number, number];

export const conv2D = mended(tf.Conv2D, false);
export const depthwiseConv2D = mended(tf.DepthwiseConv2dNative, true);
export const fusedConv2D = mended(tf.FusedConv2D, false);
export const fusedDepthwiseConv2D = mended(tf.FusedDepthwiseConv2D, true);
