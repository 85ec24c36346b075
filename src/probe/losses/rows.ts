/** Cuts tensors into rows: the numbers of one example after the other. */

import type { Tensor } from '../tfjs/internals';
import { type Values, valuesOf } from '../tfjs/tensor-values';

/** A tensor's numbers, example by example. */
export interface Rows {
  readonly values: Values;
  /** How many numbers an example has. */
  readonly width: number;
}

/** The examples of one step. */
export interface BatchRows {
  readonly inputs: readonly Rows[];
  readonly targets: Rows;
  readonly count: number;
}

/**
 * The rows of a tensor along its first axis; undefined where it has another number of them. They are copies, because
 * wasm's memory moves when it grows.
 */
export function rowsOf(tensor: Tensor, count: number): Rows | undefined {
  if (tensor.isDisposed || count === 0 || tensor.shape[0] !== count) return undefined;
  const values = valuesOf(tensor);
  return values && { values: values.slice(), width: values.length / count };
}
