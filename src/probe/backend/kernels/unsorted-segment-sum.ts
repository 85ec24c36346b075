/** Computes UnsortedSegmentSum, the gradient of an embedding, by adding each row to its segment. */

import * as tf from '../../tfjs/tf';
import { kernelOnCpu } from './cpu-hand-over';
import { kernel, sizeOf } from './kernel';

/**
 * out[s, ...] = Σ x[i, ...] over segmentIds[i] = s, without ids outside 0 … numSegments - 1.
 * For float32 with one id a row; cpu computes the rest.
 */
export const unsortedSegmentSum = kernel<{ numSegments: number }>(tf.UnsortedSegmentSum, (backend, inputs, attrs) => {
  const { x, segmentIds } = inputs;
  if (x.dtype !== 'float32' || segmentIds.dtype !== 'int32' || segmentIds.shape.length !== 1)
    return kernelOnCpu(tf.UnsortedSegmentSum)(backend, inputs, { ...attrs });
  const rowShape = x.shape.slice(1);
  const size = sizeOf(rowShape);
  const out = backend.makeOutput([attrs.numSegments, ...rowShape], 'float32');
  const from = backend.typedArrayFromHeap(x);
  const ids = backend.typedArrayFromHeap(segmentIds);
  const to = backend.typedArrayFromHeap(out).fill(0);
  for (let row = 0; row < ids.length; row++) {
    const segment = ids[row];
    if (segment < 0 || segment >= attrs.numSegments) continue;
    for (let i = 0; i < size; i++) to[segment * size + i] += from[row * size + i];
  }
  return out;
});
