/** What a kernel for the wasm backend looks like here, and how it reaches other kernels. */

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import * as tf from '../tf';

export type Inputs = Record<string, tf.TensorInfo>;

/** Computes a kernel's output on the wasm backend; never disposes its inputs. */
export type Run<Attrs = unknown> = (backend: BackendWasm, inputs: Inputs, attrs: Attrs) => tf.TensorInfo | tf.TensorInfo[];

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
  const found = tf.getKernel(name, 'wasm');
  return found.kernelFunc({ inputs: inputs, backend, attrs: attrs as tf.NamedAttrMap }) as tf.TensorInfo;
}
