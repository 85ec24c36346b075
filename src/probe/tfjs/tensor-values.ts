/** Reads the numbers of tensors where they lie: on the cpu and wasm backends without a copy. */

import { engine, type Tensor } from './internals';

export type Values = Float32Array | Int32Array | Uint8Array;

interface CpuBackend {
  readonly data: { get(id: object): { readonly values?: unknown } };
}

interface WasmBackend {
  readonly wasm: unknown;
  typedArrayFromHeap(tensor: Tensor): Values;
  getMemoryOffset(dataId: object): number;
}

/**
 * The numbers of a tensor, without a copy where the backend allows it: valid only until the next operation.
 * @returns undefined for strings, complex numbers and disposed tensors
 */
export function valuesOf(tensor: Tensor): Values | undefined {
  if (tensor.dtype === 'string' || tensor.dtype === 'complex64') return undefined;
  const backend = backendOf(tensor);
  if (!backend) return undefined;
  if (backend.wasm && backend.typedArrayFromHeap) return backend.typedArrayFromHeap(tensor);
  const held = backend.data?.get(tensor.dataId).values;
  // tfjs itself reads anything else, such as a plain array or the memory of a GPU.
  return held instanceof Float32Array || held instanceof Int32Array || held instanceof Uint8Array
    ? held
    : tensor.dataSync();
}

/** What the probe uses of the backend that holds a tensor's numbers; undefined where none does. */
export function backendOf(tensor: Tensor): Partial<CpuBackend & WasmBackend> | undefined {
  return engine.state.tensorInfo.get(tensor.dataId)?.backend as Partial<CpuBackend & WasmBackend> | undefined;
}

/** The mean of a tensor's values; NaN where they cannot be read. */
export function meanOf(tensor: Tensor): number {
  const values = valuesOf(tensor);
  if (!values) return NaN;
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
