/** Identity, which the engine calls for every tensor that it saves for the backward pass: shares the data as Reshape does instead of copying it. */

import * as tf from '../../tfjs/tf';
import { kernel } from './kernel';

/** x itself, of any dtype. Tensors are immutable, so that sharing is safe; the backend counts references. */
export const identity = kernel(tf.Identity, (backend, { x }) => {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
});
