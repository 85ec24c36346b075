/** What a kernel for the wasm backend looks like here, and how it reaches other kernels. */

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import * as tf from '../../tfjs/tf';

export type Inputs = Record<string, tf.TensorInfo>;
export type Outputs = tf.TensorInfo | tf.TensorInfo[];

/** The kernel that tfjs's wasm backend itself has under the same name. */
export type Original = (backend: BackendWasm, inputs: Inputs, attrs: object) => Outputs;

/** Computes a kernel's output on the wasm backend; never disposes its inputs. */
export type Run<Attrs> = (backend: BackendWasm, inputs: Inputs, attrs: Attrs, original: Original) => Outputs;

export interface Kernel {
  readonly name: string;
  readonly run: Run<never>;
}

/** Declares a kernel; the type of `attrs` is the one that tfjs documents for its name. */
export function kernel<Attrs>(name: string, run: Run<Attrs>): Kernel {
  return { name, run };
}

/** Runs another wasm kernel on tensor infos, outside tfjs's bookkeeping: what it returns must be disposed with `backend.disposeData`. */
export function call(backend: BackendWasm, name: string, inputs: Inputs, attrs: object = {}): tf.TensorInfo {
  const { kernelFunc } = tf.getKernel(name, 'wasm');
  return kernelFunc({ inputs, backend, attrs: attrs as tf.NamedAttrMap }) as tf.TensorInfo;
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

/**
 * tfjs's fused kernels take a bias's rank from the backend's record, which keeps the shape that the data was first made with. A bias that came
 * out of a reshape is then refused; this sets the record right.
 */
export function refreshShape(backend: BackendWasm, { dataId, shape }: tf.TensorInfo): void {
  backend.dataIdMap.get(dataId).shape = shape;
}
