/** Computes Tile by copying blocks; the gradients of batch normalization and global pooling need it. */

import * as tf from '../../tfjs/tf';
import { type KernelInputs, kernel, sizeOf } from './kernel';

/** x repeated reps[axis] times along each axis; float32 and int32, other dtypes by tfjs's own kernel. */
export const tile = kernel<{ reps: number[] }>(tf.Tile, (backend, inputs: KernelInputs, attrs, original) => {
  const { x } = inputs;
  const outShape = x.shape.map((size, axis) => size * attrs.reps[axis]);
  const size = sizeOf(outShape);
  if ((x.dtype !== 'float32' && x.dtype !== 'int32') || size === 0) return original(backend, inputs, attrs);
  const out = backend.makeOutput(outShape, x.dtype);
  const to = backend.typedArrayFromHeap(out);
  // From the innermost axis outwards: each axis spreads and repeats the blocks so far in place, the last block first.
  to.set(backend.typedArrayFromHeap(x));
  let inner = 1;
  let outer = sizeOf(x.shape);
  for (let axis = x.shape.length - 1; axis >= 0; axis--) {
    const block = inner * x.shape[axis];
    outer /= x.shape[axis];
    const reps = attrs.reps[axis];
    if (reps > 1) {
      for (let i = outer - 1; i >= 0; i--) repeat(to, i * block, i * block * reps, block, reps);
    }
    inner = block * reps;
  }
  return out;
});

/** Moves a block, and repeats it behind itself by doubling. */
function repeat(values: tf.backend_util.TypedArray, from: number, to: number, size: number, reps: number): void {
  const end = size * reps;
  if (size === 1) {
    values.fill(values[from], to, to + end);
    return;
  }
  if (from !== to) values.copyWithin(to, from, from + size);
  for (let done = size; done < end; done *= 2) values.copyWithin(to + done, to, to + Math.min(done, end - done));
}
