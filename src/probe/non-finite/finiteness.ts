/** Describes a tensor's values by what makes operations give NaN or infinity. */

import { valuesOf } from '../tfjs/tensor-values';
import type { OperandValues } from '../protocol/result';
import type { Tensor } from '../tfjs/internals';

export type Finiteness = 'finite' | 'infinite' | 'nan';

/** NaN counts more than infinity. A tensor that cannot be read counts as finite. */
export function finitenessOf(tensor: Tensor): Finiteness {
  if (tensor.isDisposed || tensor.dtype !== 'float32') return 'finite';
  const values = valuesOf(tensor);
  if (!values) return 'finite';
  let found: Finiteness = 'finite';
  for (const value of values) {
    if (Number.isFinite(value)) continue;
    if (Number.isNaN(value)) return 'nan';
    found = 'infinite';
  }
  return found;
}

/** @returns undefined for a tensor that cannot be read */
export function describeValues(tensor: Tensor): OperandValues | undefined {
  const values = tensor.isDisposed ? undefined : valuesOf(tensor);
  if (!values) return undefined;
  let zeros = 0;
  let negatives = 0;
  let largest = 0;
  for (const value of values) {
    if (value === 0) zeros++;
    else if (value < 0) negatives++;
    largest = Math.max(largest, Math.abs(value));
  }
  return { zeros, negatives, count: values.length, largest };
}
