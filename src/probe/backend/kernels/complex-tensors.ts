/** Lets the wasm backend hold complex tensors: interleaved pairs of float32, as tfjs gives and reads them. */

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import type * as tf from '../../tfjs/tf';

const taught = new WeakSet<BackendWasm>();

/** After this, reading a complex tensor and viewing its memory give its pairs; all other dtypes are untouched. */
export function holdComplexTensors(backend: BackendWasm): void {
  if (taught.has(backend)) return;
  taught.add(backend);
  const readSync = backend.readSync.bind(backend);
  const typedArrayFromHeap = backend.typedArrayFromHeap.bind(backend);
  const pairs = (address: number, size: number): Float32Array =>
    new Float32Array((backend.wasm as unknown as { HEAPU8: Uint8Array }).HEAPU8.buffer, address, 2 * size);
  const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

  backend.readSync = function (dataId, start, end) {
    const { dtype, memoryOffset, shape } = backend.dataIdMap.get(dataId);
    if (dtype !== 'complex64') return readSync(dataId, start, end);
    return pairs(memoryOffset, sizeOf(shape)).slice(2 * (start ?? 0), 2 * (end ?? sizeOf(shape)));
  };
  backend.typedArrayFromHeap = function (info: tf.TensorInfo) {
    if (info.dtype !== 'complex64') return typedArrayFromHeap(info);
    return pairs(backend.getMemoryOffset(info.dataId), sizeOf(info.shape));
  };
}
