/** Computes Cast. A bool says whether the number differs from 0; tfjs's wasm kernel makes 0.5 and 256 false. */

import * as tf from '../../tfjs/tf';
import { kernel } from './kernel';

/** As on the cpu backend; the same dtype shares the data. Complex tensors never come here. */
export const cast = kernel<{ dtype: tf.DataType }>(tf.Cast, (backend, { x }, { dtype }) => {
  if (x.dtype === dtype) {
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype };
  }
  const out = backend.makeOutput(x.shape, dtype);
  const from = backend.typedArrayFromHeap(x);
  const to = backend.typedArrayFromHeap(out);
  if (dtype === 'bool') for (let i = 0; i < from.length; i++) to[i] = from[i] === 0 ? 0 : 1;
  else to.set(from);
  return out;
});
