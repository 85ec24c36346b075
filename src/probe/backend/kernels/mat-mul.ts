/** Computes BatchMatMul and _FusedMatMul with XNNPACK, also for batches and transposed operands, where tfjs is slow. */

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import * as tf from '../../tfjs/tf';
import { kernelOnCpu } from './cpu-hand-over';
import { type Floats, type Heap, withHeap } from './heap';
import { callKernel, type KernelInputs, kernel, refreshShape, sizeOf } from './kernel';

interface Attrs {
  transposeA: boolean;
  transposeB: boolean;
}

/** a[..., m, k] b[..., k, n] with broadcast batch dimensions; both float32, other dtypes are computed on cpu. */
export const batchMatMul = kernel<Attrs>(tf.BatchMatMul, (backend, inputs, attrs) => {
  const { a, b } = inputs;
  const bothFloat = a.dtype === 'float32' && b.dtype === 'float32';
  return bothFloat ? product(backend, a, b, attrs) : kernelOnCpu(tf.BatchMatMul)(backend, inputs, { ...attrs });
});

/**
 * A dense layer's product, bias and activation in one. With a bias, tfjs's kernel is wrong for transposed operands,
 * which are transposed here first, and for batches, which go to cpu.
 */
export const fusedMatMul = kernel<Attrs & { activation: string }>(
  tf._FusedMatMul,
  (backend, inputs, attrs, original) => {
    const { a, b, bias } = inputs as KernelInputs & { bias?: tf.TensorInfo };
    const bothFloat = a.dtype === 'float32' && b.dtype === 'float32';
    if (bothFloat && attrs.activation === 'linear' && !bias) return product(backend, a, b, attrs);
    if (!bothFloat || a.shape[0] > 1 || b.shape[0] > 1)
      return kernelOnCpu(tf._FusedMatMul)(backend, inputs, { ...attrs });
    if (bias) refreshShape(backend, bias);
    const turn = (x: tf.TensorInfo): tf.TensorInfo => callKernel(backend, tf.Transpose, { x }, { perm: [0, 2, 1] });
    const left = attrs.transposeA ? turn(a) : a;
    const right = attrs.transposeB ? turn(b) : b;
    const out = original(backend, { ...inputs, a: left, b: right }, { ...attrs, transposeA: false, transposeB: false });
    if (left !== a) backend.disposeData(left.dataId);
    if (right !== b) backend.disposeData(right.dataId);
    return out;
  },
);

function product(
  backend: BackendWasm,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  { transposeA, transposeB }: Attrs,
): tf.TensorInfo {
  const [aRows, aColumns] = a.shape.slice(-2);
  const [bRows, bColumns] = b.shape.slice(-2);
  const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const n = transposeB ? bRows : bColumns;
  const inner = transposeB ? bColumns : bRows;
  // tfjs checks this in its other backends alone, in these words.
  if (inner !== k)
    throw new Error(
      `Error in matMul: inner shapes (${k}) and (${inner}) of Tensors with shapes ${a.shape.join(',')} and ` +
        `${b.shape.join(',')} and transposeA=${transposeA} and transposeB=${transposeB} must match.`,
    );
  const batchShape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return withHeap(backend, (heap) => {
    const out = heap.output([...batchShape, m, n]);
    const to = heap.of(out);
    if (to.size === 0) return out;
    if (k === 0) {
      heap.floats.fill(0, to.start, to.start + to.size);
      return out;
    }
    const left = operand(heap, a, transposeA);
    const right = operand(heap, b, transposeB);
    const aBatches = batchOf(a, batchShape);
    const bBatches = batchOf(b, batchShape);
    const batches = sizeOf(batchShape);
    if (sizeOf(b.shape.slice(0, -2)) === 1 && aBatches.every((from, i) => from === i)) {
      // With one right operand for the whole batch, the batch is further rows of the left one.
      heap.multiply(heap.id(left), heap.id(right), heap.id(to), batches * m, k, n);
      return out;
    }
    for (let batch = 0; batch < batches; batch++) {
      const part = (whole: Floats, size: number, at: number): number =>
        heap.id({ start: whole.start + at * size, size });
      heap.multiply(
        part(left, m * k, aBatches[batch]),
        part(right, k * n, bBatches[batch]),
        part(to, m * n, batch),
        m,
        k,
        n,
      );
    }
    return out;
  });
}

/** Which matrix of the operand each matrix of the output takes. */
function batchOf({ shape }: tf.TensorInfo, batchShape: readonly number[]): number[] {
  const own = shape.slice(0, -2);
  const strides = tf.util.computeStrides([...own, 1]);
  const missing = batchShape.length - own.length;
  return Array.from({ length: sizeOf(batchShape) }, (_, flat) => {
    let rest = flat;
    let from = 0;
    for (let axis = batchShape.length - 1; axis >= 0; axis--) {
      const at = rest % batchShape[axis];
      rest = Math.floor(rest / batchShape[axis]);
      if (axis >= missing && own[axis - missing] > 1) from += at * strides[axis - missing];
    }
    return from;
  });
}

/** The operand itself, or a copy with each of its matrices transposed. */
function operand(heap: Heap, tensor: tf.TensorInfo, transposed: boolean): Floats {
  const from = heap.of(tensor);
  const [rows, columns] = tensor.shape.slice(-2);
  if (!transposed) return from;
  if (rows === 1 || columns === 1) return from;
  const to = heap.scratch(from.size);
  for (let matrix = 0; matrix < from.size; matrix += rows * columns)
    transpose(heap.floats, from.start + matrix, to.start + matrix, rows, columns);
  return to;
}

/** Transposes in blocks, so that both sides stay in the cache. */
const block = 16;

function transpose(floats: Float32Array, from: number, to: number, rows: number, columns: number): void {
  for (let firstRow = 0; firstRow < rows; firstRow += block) {
    const endRow = Math.min(rows, firstRow + block);
    for (let firstColumn = 0; firstColumn < columns; firstColumn += block) {
      const endColumn = Math.min(columns, firstColumn + block);
      for (let column = firstColumn; column < endColumn; column++) {
        const target = to + column * rows;
        for (let row = firstRow; row < endRow; row++) floats[target + row] = floats[from + row * columns + column];
      }
    }
  }
}
