/** Runs the same computation on the cpu and on the wasm backend and measures how far apart they are. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { startBackend } from '../../../../../src/probe/backend/start-backend';
import * as tf from '../../../../../src/probe/tfjs/tf';

/** The wasm module as the probe gets it. */
export function wasmBytes(): ArrayBuffer {
  return new Uint8Array(readFileSync(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm')))
    .buffer;
}

/** Numbers that are the same on each call: uniform in -1 … 1. */
export function values(shape: readonly number[], seed = 1): Float32Array {
  let state = (seed * 2654435761) >>> 0;
  return Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

export function tensor<R extends tf.Rank = tf.Rank>(shape: number[], seed = 1): tf.Tensor<R> {
  return tf.tensor<R>(values(shape, seed), shape as tf.ShapeMap[R]);
}

/** Runs a kernel on tensors by its name; for kernels that tfjs offers no public function for. */
export function run(name: string, inputs: Record<string, tf.Tensor>, attrs: object = {}): tf.Tensor {
  return tf.engine().runKernel(name, inputs, attrs as tf.NamedAttrMap);
}

type Result = tf.Tensor | tf.Tensor[];

/**
 * Computes on both backends, asserts equal shapes, dtypes and that wasm is left as it was; gives the greatest error
 * relative to the greatest magnitude.
 */
export async function compare(compute: () => Result): Promise<number> {
  await startBackend('cpu', {});
  const expected = snapshot(compute);
  await startBackend('wasm', { bytes: wasmBytes() });
  const before = {
    tensors: tf.memory().numTensors,
    data: tf.backend().numDataIds(),
    cpu: tf.findBackend('cpu').numDataIds(),
  };
  const actual = snapshot(compute);
  assert.deepEqual(
    { tensors: tf.memory().numTensors, data: tf.backend().numDataIds(), cpu: tf.findBackend('cpu').numDataIds() },
    before,
    'tensors were left behind',
  );
  assert.deepEqual(
    actual.map(({ shape, dtype }) => ({ shape, dtype })),
    expected.map(({ shape, dtype }) => ({ shape, dtype })),
  );
  return Math.max(...actual.map((result, i) => relativeError(result.numbers, expected[i].numbers)));
}

/** {@link compare}, with a limit. */
export async function assertSame(compute: () => Result, limit = 1e-5): Promise<void> {
  const error = await compare(compute);
  assert.ok(
    error <= limit,
    `wasm is off by ${error.toExponential(2)} of the greatest magnitude; the limit is ${limit.toExponential(0)}`,
  );
}

interface Snapshot {
  readonly shape: number[];
  readonly dtype: tf.DataType;
  readonly numbers: ArrayLike<number>;
}

function snapshot(compute: () => Result): Snapshot[] {
  const scope = tf.engine();
  scope.startScope();
  try {
    const results = compute();
    return (Array.isArray(results) ? results : [results]).map((result) => ({
      shape: result.shape,
      dtype: result.dtype,
      numbers: Float64Array.from(result.dataSync()),
    }));
  } finally {
    scope.endScope();
  }
}

function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let scale = 1e-30;
  let error = 0;
  for (let i = 0; i < expected.length; i++) {
    if (Number.isFinite(expected[i])) scale = Math.max(scale, Math.abs(expected[i]));
    const same = Object.is(actual[i], expected[i]) || actual[i] === expected[i];
    error = Math.max(error, same ? 0 : Math.abs(actual[i] - expected[i]));
    if (Number.isNaN(error)) return Infinity;
  }
  return error / scale;
}
