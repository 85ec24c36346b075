/** Computes a convolution's input gradient by forward convolutions of dy, for the full and the depthwise kernel. */

import type * as tf from '../../tfjs/tf';
import type { Floats, Heap } from './heap';

/**
 * Along one axis: the input positions `first`, `first + stride`, … read the filter's taps `phase`, `phase + stride`, …
 */
export interface Phase {
  readonly phase: number;
  readonly taps: number;
  readonly first: number;
  readonly count: number;
  /** The convolution of dy: zeros before and after, and how many of its results come before the first wanted one. */
  readonly before: number;
  readonly after: number;
  readonly skip: number;
}

/**
 * Runs one convolution of dy with stride 1; `pads` are top, right, bottom, left; `result` has the given channels a
 * position.
 */
export type Convolve = (row: Phase, column: Phase, pads: readonly number[], result: Floats) => void;

/**
 * Fills dx[n, iy, ix, ci] with Σ dy[n, oy, ox, …] · W[iy + top - oy·s, ix + left - ox·s, …], float32, channels last.
 *
 * Positions with the same (iy + top) mod s meet the same taps of the filter. Each such phase is a convolution of dy
 * with stride 1 and a smaller, reversed filter, so that no work goes into the zeros that a stride puts between the rows
 * of dy.
 * @param multiplier channels that a convolution gives for each input channel, which are summed
 */
export function backpropInput(
  heap: Heap,
  info: tf.backend_util.Conv2DInfo,
  dx: Floats,
  multiplier: number,
  convolve: Convolve,
): void {
  const {
    batchSize,
    outHeight,
    outWidth,
    inHeight,
    inWidth,
    inChannels,
    strideHeight,
    strideWidth,
    effectiveFilterHeight,
    effectiveFilterWidth,
    padInfo,
  } = info;
  if (strideHeight > effectiveFilterHeight || strideWidth > effectiveFilterWidth)
    heap.floats.fill(0, dx.start, dx.start + dx.size);
  const rows = phasesOf(inHeight, outHeight, effectiveFilterHeight, strideHeight, padInfo.top);
  const columns = phasesOf(inWidth, outWidth, effectiveFilterWidth, strideWidth, padInfo.left);
  for (const row of rows) {
    for (const column of columns) {
      const height = outHeight + row.before + row.after - row.taps + 1;
      const width = outWidth + column.before + column.after - column.taps + 1;
      const whole =
        multiplier === 1 && strideHeight === 1 && strideWidth === 1 && height === inHeight && width === inWidth;
      const result = whole ? dx : heap.scratch(batchSize * height * width * inChannels * multiplier);
      convolve(row, column, [row.before, column.after, row.after, column.before], result);
      if (!whole) place(heap.floats, info, { row, column, height, width, multiplier }, result, dx);
    }
  }
}

function phasesOf(inSize: number, outSize: number, filterSize: number, stride: number, pad: number): Phase[] {
  const phases: Phase[] = [];
  for (let phase = 0; phase < Math.min(stride, filterSize); phase++) {
    const taps = Math.ceil((filterSize - phase) / stride);
    const start = Math.ceil((pad - phase) / stride);
    const end = Math.floor((pad + inSize - 1 - phase) / stride);
    if (end < start) continue;
    const before = taps - 1 - start;
    phases.push({
      phase,
      taps,
      first: start * stride + phase - pad,
      count: end - start + 1,
      before: Math.max(0, before),
      after: Math.max(0, end - outSize + 1),
      skip: Math.max(0, -before),
    });
  }
  return phases;
}

/** Puts a phase's results at their positions in dx. */
function place(
  floats: Float32Array,
  info: tf.backend_util.Conv2DInfo,
  part: { row: Phase; column: Phase; height: number; width: number; multiplier: number },
  result: Floats,
  dx: Floats,
): void {
  const { batchSize, inHeight, inWidth, inChannels, strideHeight, strideWidth } = info;
  const { row, column, height, width, multiplier } = part;
  for (let image = 0; image < batchSize; image++) {
    for (let r = 0; r < row.count; r++) {
      let from = result.start + ((image * height + row.skip + r) * width + column.skip) * inChannels * multiplier;
      let to = dx.start + ((image * inHeight + row.first + r * strideHeight) * inWidth + column.first) * inChannels;
      for (let c = 0; c < column.count; c++, to += (strideWidth - 1) * inChannels) {
        for (let channel = 0; channel < inChannels; channel++) {
          let value = floats[from++];
          for (let m = 1; m < multiplier; m++) value += floats[from++];
          floats[to++] = value;
        }
      }
    }
  }
}
