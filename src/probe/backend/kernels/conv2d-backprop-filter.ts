/** Computes a convolution's filter gradient (Conv2DBackpropFilter) by matrix products over shifted inputs. */

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import * as tf from '../../tfjs/tf';
import { type Floats, type Heap, withHeap } from './heap';
import { kernel } from './kernel';

interface Attrs {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dataFormat: 'NHWC' | 'NCHW';
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  filterShape: [number, number, number, number];
}

/** Positions in one product: enough to take small images together, few enough to keep the laid-out copy small. */
const targetLength = 2048;

/**
 * dW[ky, kx, ci, co] = Σ x[n, oy·s + ky - top, ox·s + kx - left, ci] · dy[n, oy, ox, co], float32, channels last.
 *
 * The padded input is laid out with one row a channel, and dy on the same grid with zeros where the grid has no output.
 * The factor of a filter tap (ky, kx) is then that layout read from a later start, so that no tap needs a copy. A
 * stride splits the input into s·s such layouts, one for each phase.
 */
export const conv2DBackpropFilter = kernel<Attrs>(tf.Conv2DBackpropFilter, (backend: BackendWasm, { x, dy }, attrs) => {
  const { strides, pad, dimRoundingMode, filterShape } = attrs;
  const info = tf.backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number],
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
    false,
    'channelsLast',
  );
  return withHeap(backend, (heap) => {
    const out = heap.output(filterShape);
    accumulate(heap, info, heap.of(x), heap.of(dy), heap.of(out));
    return out;
  });
});

type Info = tf.backend_util.Conv2DInfo;

function accumulate(heap: Heap, info: Info, x: Floats, dy: Floats, out: Floats): void {
  const {
    batchSize,
    outHeight,
    outWidth,
    strideHeight,
    strideWidth,
    filterHeight,
    filterWidth,
    inChannels,
    outChannels,
  } = info;
  const rows = outHeight + Math.floor((filterHeight - 1) / strideHeight);
  const columns = outWidth + Math.floor((filterWidth - 1) / strideWidth);
  const group = Math.min(batchSize, Math.max(1, Math.floor(targetLength / (rows * columns))));
  const length = group * rows * columns;
  const phasesX = Math.min(strideWidth, filterWidth);
  const phases = Math.min(strideHeight, filterHeight) * phasesX;
  const phaseSize = inChannels * length;
  // The last channel's row is read beyond its end by the largest shift.
  const layout = heap.zeros(phases * phaseSize + rows * columns);
  const onGrid = heap.zeros(length * outChannels);
  const tap = heap.scratch(inChannels * outChannels);
  const tapId = heap.id(tap);
  const factors: number[] = [];
  for (let ky = 0; ky < filterHeight; ky++) {
    for (let kx = 0; kx < filterWidth; kx++) {
      const phase = (ky % strideHeight) * phasesX + (kx % strideWidth);
      const shift = Math.floor(ky / strideHeight) * columns + Math.floor(kx / strideWidth);
      factors.push(heap.id({ start: layout.start + phase * phaseSize + shift, size: phaseSize }));
    }
  }
  heap.floats.fill(0, out.start, out.start + out.size);
  for (let first = 0; first < batchSize; first += group) {
    const images = Math.min(group, batchSize - first);
    // A smaller last group leaves images of the group before in place; without gradients they add nothing.
    if (images < group) heap.floats.fill(0, onGrid.start, onGrid.start + onGrid.size);
    layOut(heap, info, x, layout, { first, images, rows, columns, length, phasesX });
    spread(heap, info, dy, onGrid, { first, images, rows, columns });
    const gridId = heap.id(onGrid);
    for (let t = 0; t < factors.length; t++) {
      heap.multiply(factors[t], gridId, tapId, inChannels, length, outChannels);
      const { floats } = heap;
      const target = out.start + t * tap.size;
      for (let i = 0; i < tap.size; i++) floats[target + i] += floats[tap.start + i];
    }
  }
}

/** Writes a group of images channel by channel, each phase of the stride apart; what padding covers stays zero. */
function layOut(
  heap: Heap,
  info: Info,
  x: Floats,
  layout: Floats,
  grid: { first: number; images: number; rows: number; columns: number; length: number; phasesX: number },
): void {
  const { inHeight, inWidth, inChannels, strideHeight, strideWidth, filterHeight, filterWidth } = info;
  const { top, left } = info.padInfo;
  const { first, images, rows, columns, length, phasesX } = grid;
  const { floats } = heap;
  for (let image = 0; image < images; image++) {
    for (let iy = 0; iy < inHeight; iy++) {
      const py = (iy + top) % strideHeight;
      const row = Math.floor((iy + top) / strideHeight);
      if (py >= filterHeight || row >= rows) continue;
      for (let ix = 0; ix < inWidth; ix++) {
        const px = (ix + left) % strideWidth;
        const column = Math.floor((ix + left) / strideWidth);
        if (px >= filterWidth || column >= columns) continue;
        let to = layout.start + (py * phasesX + px) * inChannels * length + (image * rows + row) * columns + column;
        const from = x.start + (((first + image) * inHeight + iy) * inWidth + ix) * inChannels;
        for (let channel = 0; channel < inChannels; channel++, to += length) floats[to] = floats[from + channel];
      }
    }
  }
}

/** Writes a group's dy onto the grid of the layout. */
function spread(
  heap: Heap,
  info: Info,
  dy: Floats,
  onGrid: Floats,
  grid: { first: number; images: number; rows: number; columns: number },
): void {
  const { outHeight, outWidth, outChannels } = info;
  const { first, images, rows, columns } = grid;
  const { floats } = heap;
  const size = outWidth * outChannels;
  for (let image = 0; image < images; image++) {
    for (let oy = 0; oy < outHeight; oy++) {
      const from = dy.start + ((first + image) * outHeight + oy) * size;
      floats.copyWithin(onGrid.start + (image * rows + oy) * columns * outChannels, from, from + size);
    }
  }
}
