/** Takes some rows out of a tensor, as a tensor or as numbers. */

import type { Tensor } from '../tfjs/internals';
import * as tf from '../tfjs/tf';
import type { Values } from '../tfjs/tensor-values';

/** @returns a tensor that holds the rows in the given order */
export function takeRows(tensor: Tensor, rows: readonly number[]): Tensor {
  return tf.tidy(() => tensor.gather(tf.tensor1d([...rows], 'int32')));
}

/**
 * The numbers of the rows, one after another. They are read outside of a `tidy`, which would walk over each of them.
 */
export function readRows(tensor: Tensor, rows: readonly number[]): Values {
  const taken = takeRows(tensor, rows);
  const values = taken.dataSync();
  taken.dispose();
  return values;
}
