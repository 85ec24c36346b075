/**
 * Tells whether a loss function of user code compares each output with its own target, or all outputs with all targets.
 */

import { keepRandomNumbers } from '../tfjs/seeded-random';
import type { Tensor } from '../tfjs/internals';
import { meanOf, valuesOf } from '../tfjs/tensor-values';
import * as tf from '../tfjs/tf';

/** With fewer rows another order may give the same by chance. */
const leastRows = 8;
/** Sums of float32 numbers in another order differ by less, relative to the loss ... */
const tolerance = 2e-6;
/** ... or, where errors cancel out, relative to what other targets change. */
const toleranceOfChange = 1e-5;
/** By how many places each row moves: two shifts that hardly share a period with the data. */
const shifts = [3, 7];

/**
 * Whether the loss depends on the targets, and stays the same whichever output meets which target: that of a mean
 * difference, for one.
 * @param value what the function gave for these targets and outputs
 * @param compute the function; it may throw
 */
export function ignoresPairs(
  targets: Tensor,
  outputs: Tensor,
  value: number,
  compute: (targets: Tensor, outputs: Tensor) => Tensor,
): boolean {
  const rows = targets.shape[0] ?? 0;
  if (rows < leastRows || outputs.shape[0] !== rows || !Number.isFinite(value) || value === 0) return false;
  const putBack = keepRandomNumbers();
  const lossOf = (others: Tensor): number => meanOf(compute(others, outputs));
  try {
    return tf.tidy(() => {
      const orders = shifts.map((shift) => Array.from({ length: rows }, (_, row) => (row + shift) % rows));
      const isOther = (tensor: Tensor, order: number[]): boolean => differ(tensor, tf.gather(tensor, order));
      if (!orders.every((order) => isOther(targets, order) && isOther(outputs, order))) return false;
      const change = Math.abs(lossOf(targets.mul(0.5)) - value);
      const limit = tolerance * Math.abs(value) + toleranceOfChange * change;
      // A loss that no output changes has another fault.
      const readsOutputs = Math.abs(meanOf(compute(targets, outputs.mul(0.5))) - value) > limit;
      return (
        readsOutputs &&
        change > limit &&
        orders.every((order) => Math.abs(lossOf(tf.gather(targets, order)) - value) <= limit)
      );
    });
  } catch {
    // The function works only with what tfjs itself hands it.
    return false;
  } finally {
    putBack();
  }
}

/** Whether the numbers of two tensors differ by more than rounding. */
function differ(one: Tensor, other: Tensor): boolean {
  const [a, b] = [valuesOf(one), valuesOf(other)];
  if (!a || !b) return false;
  let [apart, size] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    apart += (a[i] - b[i]) ** 2;
    size += a[i] ** 2;
  }
  return apart > 1e-4 * size;
}
