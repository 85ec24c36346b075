/** Computes a convolution's input gradient, or a transposed convolution (Conv2DBackpropInput), with XNNPACK. */

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import * as tf from '../../tfjs/tf';
import { type Floats, type Heap, withHeap } from './heap';
import { kernel } from './kernel';
import { backpropInput, type Phase } from './transposed-convolution';

interface Attrs {
  strides: number | [number, number];
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  inputShape: [number, number, number, number];
}

/** See {@link backpropInput}; the filter is [height, width, in, out]. */
export const conv2DBackpropInput = kernel<Attrs>(
  tf.Conv2DBackpropInput,
  (backend: BackendWasm, { dy, filter }, attrs) => {
    const { strides, pad, dimRoundingMode, inputShape } = attrs;
    const info = tf.backend_util.computeConv2DInfo(
      inputShape,
      filter.shape as [number, number, number, number],
      strides,
      1,
      pad,
      dimRoundingMode,
      false,
      'channelsLast',
    );
    return withHeap(backend, (heap) => {
      const dx = heap.output(info.inShape);
      const dyId = heap.id(heap.of(dy));
      const dyShape = [info.batchSize, info.outHeight, info.outWidth, info.outChannels] as const;
      backpropInput(heap, info, heap.of(dx), 1, (row, column, pads, result) => {
        const taps = heap.id(turned(heap, info, heap.of(filter), row, column));
        heap.convolve(
          '_Conv2D',
          { id: dyId, shape: dyShape },
          { id: taps, height: row.taps, width: column.taps },
          pads,
          info.inChannels,
          heap.id(result),
        );
      });
      return dx;
    });
  },
);

/** The taps of one phase in reverse, input and output channels exchanged. */
function turned(heap: Heap, info: tf.backend_util.Conv2DInfo, filter: Floats, row: Phase, column: Phase): Floats {
  const { filterWidth, inChannels, outChannels, strideHeight, strideWidth } = info;
  const made = heap.scratch(row.taps * column.taps * inChannels * outChannels);
  const { floats } = heap;
  let to = made.start;
  for (let y = row.taps - 1; y >= 0; y--) {
    for (let x = column.taps - 1; x >= 0; x--) {
      const tap =
        filter.start +
        ((row.phase + y * strideHeight) * filterWidth + column.phase + x * strideWidth) * inChannels * outChannels;
      for (let co = 0; co < outChannels; co++)
        for (let ci = 0; ci < inChannels; ci++) floats[to++] = floats[tap + ci * outChannels + co];
    }
  }
  return made;
}
