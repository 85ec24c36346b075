/** Computes Sum and Mean over the first axes, as for the gradient of a bias, row by row without a transposed copy. */

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import * as tf from '../../tfjs/tf';
import { type Kernel, kernel, sizeOf } from './kernel';

interface Attrs {
  axis: number | number[];
  keepDims: boolean;
}

/** Sums float32 over adjacent axes before the last ones, in float64; tfjs's own kernel does the rest. */
function reduction(name: string, scale: (count: number) => number): Kernel {
  return kernel<Attrs>(name, (backend, inputs, attrs, original) => {
    const { x } = inputs;
    const axes = tf.util.parseAxisParam(attrs.axis, x.shape).sort((a, b) => a - b);
    const first = axes[0] ?? 0;
    const end = first + axes.length;
    const adjacent = axes.every((axis, i) => axis === first + i);
    const inner = sizeOf(x.shape.slice(end));
    const count = sizeOf(axes.map((axis) => x.shape[axis]));
    if (count === 0) return overNothing(backend, original(backend, inputs, attrs) as tf.TensorInfo, 0 * scale(0));
    if (x.dtype !== 'float32' || axes.length === 0 || !adjacent || inner === 1) return original(backend, inputs, attrs);
    const shape = [...x.shape.slice(0, first), ...(attrs.keepDims ? axes.map(() => 1) : []), ...x.shape.slice(end)];
    return sumRows(backend, x, shape, count, inner, scale(count));
  });
}

export const sum = reduction(tf.Sum, () => 1);
export const mean = reduction(tf.Mean, (count) => 1 / count);

/** tfjs's own kernel leaves what happens to lie in the memory of `out`. */
function overNothing(backend: BackendWasm, out: tf.TensorInfo, value: number): tf.TensorInfo {
  backend.typedArrayFromHeap(out).fill(value);
  return out;
}

function sumRows(
  backend: BackendWasm,
  x: tf.TensorInfo,
  shape: number[],
  count: number,
  inner: number,
  scale: number,
): tf.TensorInfo {
  const out = backend.makeOutput(shape, 'float32');
  const from = backend.typedArrayFromHeap(x);
  const to = backend.typedArrayFromHeap(out);
  const sums = new Float64Array(inner);
  for (let base = 0, target = 0; target < to.length; base += count * inner, target += inner) {
    sums.fill(0);
    for (let row = base; row < base + count * inner; row += inner)
      for (let i = 0; i < inner; i++) sums[i] += from[row + i];
    for (let i = 0; i < inner; i++) to[target + i] = sums[i] * scale;
  }
  return out;
}
