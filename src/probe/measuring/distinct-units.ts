/** Counts the units of a weight that differ from each other: how many different columns it has. */

import type { Tensor } from '../tfjs/internals';
import { type Values, valuesOf } from '../tfjs/tensor-values';

/**
 * Columns that differ by no more than this, relative to the largest column, count as equal. Sums of float32 numbers in
 * another order differ by this much after some tens of steps; one step of training makes a far larger difference.
 */
const tolerance = 1e-6;

/**
 * @param values in rows of `units` each
 * @returns how many of the columns differ from each other; NaN where a value is not finite
 */
export function distinctColumns(values: Values, units: number): number {
  // Each column's sum weighted by the same fixed numbers: equal columns give equal sums, and different ones hardly ever
  // do.
  const sums = new Float64Array(units);
  const sizes = new Float64Array(units);
  for (let at = 0, row = 0; at < values.length; row++) {
    const factor = 1 + ((row * 0.6180339887498949) % 1);
    for (let unit = 0; unit < units; unit++, at++) {
      sums[unit] += factor * values[at];
      sizes[unit] += Math.abs(factor * values[at]);
    }
  }
  const scale = sizes.reduce((a, b) => Math.max(a, b), 0);
  if (!sizes.every(Number.isFinite)) return NaN;
  sums.sort();
  let distinct = units > 0 ? 1 : 0;
  for (let i = 1; i < units; i++) if (sums[i] - sums[i - 1] > tolerance * scale) distinct++;
  return distinct;
}

/** Counts the distinct columns of a tensor's present values; NaN where they cannot be read. */
export function distinctUnits(tensor: Tensor): number {
  const values = tensor.isDisposed ? undefined : valuesOf(tensor);
  return values ? distinctColumns(values, tensor.shape.at(-1) ?? 1) : NaN;
}
