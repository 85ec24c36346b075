/**
 * Computes norms of tensors in double precision, where the numbers lie: without a kernel, on cpu and wasm without a
 * copy.
 */

import { squaresAtOnce, squaresOfHeap, type SumSquares } from './heap-squares';
import type { Tensor } from '../tfjs/internals';
import { backendOf, type Values, valuesOf } from '../tfjs/tensor-values';

/** The summing function of each backend; undefined for a backend without wasm memory. */
const heapSums = new WeakMap<object, SumSquares | undefined>();

/** The sum of a tensor's squares; NaN where it cannot be read. */
export function sumOfSquares(tensor: Tensor): number {
  const backend = backendOf(tensor);
  if (backend?.getMemoryOffset && tensor.dtype === 'float32') {
    if (!heapSums.has(backend)) heapSums.set(backend, squaresOfHeap(backend));
    const sum = heapSums.get(backend);
    if (sum) {
      const address = backend.getMemoryOffset(tensor.dataId);
      const rest = tensor.size % squaresAtOnce;
      return (
        sum(address, tensor.size) +
        (rest === 0 || !backend.typedArrayFromHeap
          ? 0
          : squaresIn(backend.typedArrayFromHeap(tensor), tensor.size - rest))
      );
    }
  }
  const values = valuesOf(tensor);
  return values ? squaresIn(values, 0) : NaN;
}

function squaresIn(values: Values, from: number): number {
  // Four sums, so that additions don't wait for each other.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const whole = values.length - ((values.length - from) % 4);
  for (let i = from; i < whole; i += 4) {
    a += values[i] * values[i];
    b += values[i + 1] * values[i + 1];
    c += values[i + 2] * values[i + 2];
    d += values[i + 3] * values[i + 3];
  }
  for (let i = whole; i < values.length; i++) a += values[i] * values[i];
  return a + b + c + d;
}

/** L2 norm. */
export function normOf(tensor: Tensor): number {
  return Math.sqrt(sumOfSquares(tensor));
}

/** L2 norm of the difference between a tensor and values copied from it before. */
export function distance(tensor: Tensor, before: Values): number {
  const values = valuesOf(tensor);
  if (!values) return NaN;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const change = values[i] - before[i];
    sum += change * change;
  }
  return Math.sqrt(sum);
}

/** The single number of a scalar. */
export function scalarOf(tensor: Tensor): number {
  return valuesOf(tensor)?.[0] ?? NaN;
}
