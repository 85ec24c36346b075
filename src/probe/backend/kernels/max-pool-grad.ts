/** Computes MaxPoolGrad in one pass over the windows. tfjs's wasm kernel searches a window again for each input. */

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import * as tf from '../../tfjs/tf';
import { kernel } from './kernel';

interface Attrs {
  filterSize: number | [number, number];
  strides: number | [number, number];
  pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** dx gets each window's dy at the window's first maximum in reading order, as on cpu. Float32, channels last. */
export const maxPoolGrad = kernel<Attrs>(
  tf.MaxPoolGrad,
  (backend: BackendWasm, { dy, input }, { filterSize, strides, pad, dimRoundingMode }) => {
    const info = tf.backend_util.computePool2DInfo(
      input.shape as [number, number, number, number],
      filterSize,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    const out = backend.makeOutput(input.shape, 'float32');
    const x = backend.typedArrayFromHeap(input);
    const gradient = backend.typedArrayFromHeap(dy);
    const dx = backend.typedArrayFromHeap(out).fill(0);
    const {
      batchSize,
      inHeight,
      inWidth,
      inChannels,
      outHeight,
      outWidth,
      strideHeight,
      strideWidth,
      filterHeight,
      filterWidth,
      padInfo,
    } = info;
    let at = 0;
    for (let image = 0; image < batchSize; image++) {
      for (let oy = 0; oy < outHeight; oy++) {
        const top = oy * strideHeight - padInfo.top;
        const firstRow = Math.max(0, top);
        const endRow = Math.min(inHeight, top + filterHeight);
        for (let ox = 0; ox < outWidth; ox++) {
          const left = ox * strideWidth - padInfo.left;
          const firstColumn = Math.max(0, left);
          const endColumn = Math.min(inWidth, left + filterWidth);
          for (let channel = 0; channel < inChannels; channel++, at++) {
            let max = -Infinity;
            let where = -1;
            for (let iy = firstRow; iy < endRow; iy++) {
              let position = ((image * inHeight + iy) * inWidth + firstColumn) * inChannels + channel;
              for (let ix = firstColumn; ix < endColumn; ix++, position += inChannels) {
                if (x[position] > max) {
                  max = x[position];
                  where = position;
                }
              }
            }
            if (where >= 0) dx[where] += gradient[at];
          }
        }
      }
    }
    return out;
  },
);
