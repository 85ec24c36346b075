/** Computes a depthwise convolution's gradients: its input's with XNNPACK, its filter's in one pass over dy. */

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import * as tf from '../../tfjs/tf';
import { type Floats, type Heap, withHeap } from './heap';
import { kernel } from './kernel';
import { backpropInput, type Phase } from './transposed-convolution';

interface Attrs {
  strides: number | [number, number];
  /** A layer that has none hands null over. */
  dilations: number | [number, number] | null;
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}
type Shape4D = [number, number, number, number];
type Info = tf.backend_util.Conv2DInfo;

function infoOf(inputShape: Shape4D, filterShape: Shape4D, { strides, dilations, pad, dimRoundingMode }: Attrs): Info {
  return tf.backend_util.computeConv2DInfo(
    inputShape,
    filterShape,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    true,
    'channelsLast',
  );
}

/**
 * dx[n, iy, ix, c] = Σ dy[n, oy, ox, c·M + m] · W[ky, kx, c, m] over iy = oy·s + ky·d - top (columns alike).
 * See {@link backpropInput}.
 */
export const depthwiseBackpropInput = kernel<Attrs & { inputShape: Shape4D }>(
  tf.DepthwiseConv2dNativeBackpropInput,
  (backend: BackendWasm, { dy, filter }, attrs) => {
    const info = infoOf(attrs.inputShape, filter.shape as Shape4D, attrs);
    const multiplier = info.outChannels / info.inChannels;
    return withHeap(backend, (heap) => {
      const dx = heap.output(info.inShape);
      const dyId = heap.id(heap.of(dy));
      const dyShape = [info.batchSize, info.outHeight, info.outWidth, info.outChannels] as const;
      backpropInput(heap, info, heap.of(dx), multiplier, (row, column, pads, result) => {
        const taps = heap.id(turned(heap, info, heap.of(filter), row, column));
        heap.convolve(
          '_DepthwiseConv2dNative',
          { id: dyId, shape: dyShape },
          { id: taps, height: row.taps, width: column.taps },
          pads,
          info.outChannels,
          heap.id(result),
        );
      });
      return dx;
    });
  },
);

/** The taps of one phase in reverse, one filter for each channel of dy, with zeros in a dilation's gaps. */
function turned(heap: Heap, info: Info, filter: Floats, row: Phase, column: Phase): Floats {
  const { filterWidth, outChannels, strideHeight, strideWidth, dilationHeight, dilationWidth } = info;
  const made = heap.zeros(row.taps * column.taps * outChannels);
  let to = made.start;
  for (let y = row.taps - 1; y >= 0; y--) {
    for (let x = column.taps - 1; x >= 0; x--, to += outChannels) {
      const ky = (row.phase + y * strideHeight) / dilationHeight;
      const kx = (column.phase + x * strideWidth) / dilationWidth;
      if (!Number.isInteger(ky) || !Number.isInteger(kx)) continue;
      const from = filter.start + (ky * filterWidth + kx) * outChannels;
      heap.floats.copyWithin(to, from, from + outChannels);
    }
  }
  return made;
}

/** dW[ky, kx, c, m] = Σ x[n, oy·s + ky·d - top, …, c] · dy[n, oy, ox, c·M + m], summed in float64. */
export const depthwiseBackpropFilter = kernel<Attrs & { filterShape: Shape4D }>(
  tf.DepthwiseConv2dNativeBackpropFilter,
  (backend: BackendWasm, { x, dy }, attrs) => {
    const info = infoOf(x.shape as Shape4D, attrs.filterShape, attrs);
    const {
      batchSize,
      inHeight,
      inWidth,
      inChannels,
      outHeight,
      outWidth,
      outChannels,
      filterHeight,
      filterWidth,
      strideHeight,
      strideWidth,
      dilationHeight,
      dilationWidth,
      padInfo,
    } = info;
    const out = backend.makeOutput(attrs.filterShape, 'float32');
    const xs = backend.typedArrayFromHeap(x) as Float32Array;
    const dys = backend.typedArrayFromHeap(dy) as Float32Array;
    const sums = new Float64Array(filterHeight * filterWidth * outChannels);
    for (let image = 0; image < batchSize; image++) {
      for (let oy = 0; oy < outHeight; oy++) {
        for (let ky = 0; ky < filterHeight; ky++) {
          const iy = oy * strideHeight + ky * dilationHeight - padInfo.top;
          if (iy < 0 || iy >= inHeight) continue;
          for (let kx = 0; kx < filterWidth; kx++) {
            const tap = (ky * filterWidth + kx) * outChannels;
            for (let ox = 0; ox < outWidth; ox++) {
              const ix = ox * strideWidth + kx * dilationWidth - padInfo.left;
              if (ix < 0 || ix >= inWidth) continue;
              const from = ((image * inHeight + iy) * inWidth + ix) * inChannels;
              const of = ((image * outHeight + oy) * outWidth + ox) * outChannels;
              addProducts(sums, tap, xs, from, inChannels, dys, of, outChannels);
            }
          }
        }
      }
    }
    backend.typedArrayFromHeap(out).set(sums);
    return out;
  },
);

function addProducts(
  sums: Float64Array,
  tap: number,
  xs: Float32Array,
  from: number,
  inChannels: number,
  dys: Float32Array,
  of: number,
  outChannels: number,
): void {
  if (inChannels === outChannels) {
    for (let c = 0; c < inChannels; c++) sums[tap + c] += xs[from + c] * dys[of + c];
    return;
  }
  const multiplier = outChannels / inChannels;
  for (let c = 0, o = 0; c < inChannels; c++)
    for (let m = 0; m < multiplier; m++, o++) sums[tap + o] += xs[from + c] * dys[of + o];
}
