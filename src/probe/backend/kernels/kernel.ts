/** The form of the probe's own kernels for the wasm backend, and how one calls another. */

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import * as tf from '../../tfjs/tf';

export type KernelInputs = Record<string, tf.TensorInfo>;
export type KernelOutputs = tf.TensorInfo | tf.TensorInfo[];

/** Runs tfjs's own wasm kernel of the same name. */
export type OriginalKernel = (backend: BackendWasm, inputs: KernelInputs, attrs: object) => KernelOutputs;

/** Computes a kernel's output on the wasm backend; never disposes its inputs. */
export type RunKernel<Attrs> = (
  backend: BackendWasm,
  inputs: KernelInputs,
  attrs: Attrs,
  original: OriginalKernel,
) => KernelOutputs;

export interface Kernel {
  readonly name: string;
  readonly run: RunKernel<never>;
}

/** Declares a kernel; the type of `attrs` is the one that tfjs documents for its name. */
export function kernel<Attrs>(name: string, run: RunKernel<Attrs>): Kernel {
  return { name, run };
}

/** Runs another wasm kernel, outside tfjs's bookkeeping: the caller disposes the result with `backend.disposeData`. */
export function callKernel(
  backend: BackendWasm,
  name: string,
  inputs: KernelInputs,
  attrs: object = {},
): tf.TensorInfo {
  const { kernelFunc } = tf.getKernel(name, 'wasm');
  return kernelFunc({ inputs, backend, attrs: attrs as tf.NamedAttrMap }) as tf.TensorInfo;
}

/** How many numbers a tensor of this shape has. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

/**
 * Corrects the shape in the backend's record of a tensor, which is the one its data was first made with. tfjs's fused
 * kernels read a bias's rank there, and refuse a bias that comes from a reshape.
 */
export function refreshShape(backend: BackendWasm, { dataId, shape }: tf.TensorInfo): void {
  backend.dataIdMap.get(dataId).shape = shape;
}
