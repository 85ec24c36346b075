/** Runs a kernel that the wasm backend lacks on the cpu backend: copies the inputs there and the outputs back. */

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import * as tf from '../../tfjs/tf';
import type { KernelInputs } from './kernel';

/** The part of tfjs's cpu backend that its kernels and this file use. */
export interface CpuBackend extends tf.KernelBackend {
  makeTensorInfo(shape: number[], dtype: tf.DataType, values?: tf.backend_util.BackendValues): tf.TensorInfo;
  disposeIntermediateTensorInfo(info: tf.TensorInfo): void;
}

/**
 * A kernel function for the wasm backend that computes on the cpu backend.
 *
 * Works for strings and complex numbers too; the wasm backend stores a complex tensor as interleaved pairs.
 * @throws whatever the cpu kernel throws; nothing is left behind on the cpu backend
 */
export function kernelOnCpu(
  name: string,
): (backend: BackendWasm, inputs: KernelInputs, attrs: tf.NamedAttrMap) => tf.TensorInfo | tf.TensorInfo[] {
  const { kernelFunc } = tf.getKernel(name, 'cpu');
  return (wasm, inputs, attrs) => {
    const cpu = tf.findBackend('cpu') as CpuBackend;
    const moved = new Map<string, tf.TensorInfo>();
    let outputs: tf.TensorInfo[] = [];
    try {
      for (const [key, input] of Object.entries<tf.TensorInfo | undefined>(inputs))
        if (input) moved.set(key, toCpu(wasm, cpu, input));
      const result = kernelFunc({ inputs: likeGiven(inputs, moved), backend: cpu, attrs });
      outputs = Array.isArray(result) ? result : [result];
      const back = outputs.map((info) => toWasm(wasm, cpu, info));
      return Array.isArray(result) ? back : back[0];
    } finally {
      for (const info of [...outputs, ...moved.values()]) cpu.disposeIntermediateTensorInfo(info);
    }
  };
}

/** Kernels that take a list (AddN, Pack, Einsum) get it as an array. */
function likeGiven(inputs: KernelInputs, moved: Map<string, tf.TensorInfo>): tf.NamedTensorInfoMap {
  return (Array.isArray(inputs) ? [...moved.values()] : Object.fromEntries(moved)) as tf.NamedTensorInfoMap;
}

function toCpu(wasm: BackendWasm, cpu: CpuBackend, { dataId, shape, dtype }: tf.TensorInfo): tf.TensorInfo {
  const values = wasm.readSync(dataId);
  if (dtype !== 'complex64') return cpu.makeTensorInfo(shape, dtype, values);
  const parts = tf.backend_util.splitRealAndImagArrays(values as Float32Array);
  const real = cpu.makeTensorInfo(shape, 'float32', parts.real);
  const imag = cpu.makeTensorInfo(shape, 'float32', parts.imag);
  const made = tf
    .getKernel('Complex', 'cpu')
    .kernelFunc({ inputs: { real, imag }, backend: cpu, attrs: {} }) as tf.TensorInfo;
  cpu.disposeIntermediateTensorInfo(real);
  cpu.disposeIntermediateTensorInfo(imag);
  return made;
}

function toWasm(wasm: BackendWasm, cpu: CpuBackend, { dataId, shape, dtype }: tf.TensorInfo): tf.TensorInfo {
  const values = cpu.readSync(dataId);
  if (dtype !== 'bool' || values instanceof Uint8Array) return wasm.makeOutput(shape, dtype, undefined, values);
  return wasm.makeOutput(shape, dtype, undefined, Uint8Array.from(values as ArrayLike<number>));
}
