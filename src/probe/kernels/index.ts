/** Completes tfjs's wasm backend: kernels that are missing or slow there are registered, everything else cpu has is handed to cpu. */

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import * as tf from '../tf';
import { holdComplexTensors } from './complex-tensors';
import { conv2DBackpropFilter } from './conv2d-backprop-filter';
import { onCpu } from './cpu-hand-over';
import type { Inputs, Kernel, Run } from './kernel';

/** Kernels of our own; each replaces the backend's one where it has one. */
const own: readonly Kernel[] = [conv2DBackpropFilter];

let completed: BackendWasm | undefined;

/** Registers the kernels for 'wasm'. Afterwards every kernel of the cpu backend exists there. Calling it again does nothing. */
export function completeKernels(backend: BackendWasm): void {
  if (completed === backend) return;
  completed = backend;
  holdComplexTensors(backend);
  for (const { name, run } of own) register(backend, name, run);
  const present = new Set(tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName));
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) if (!present.has(kernelName)) register(backend, kernelName, onCpu(kernelName));
}

function register(backend: BackendWasm, kernelName: string, run: Run<never>): void {
  if (tf.getKernel(kernelName, 'wasm') as tf.KernelConfig | undefined) tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc: ({ inputs, attrs }) => run(backend, inputs as Inputs, attrs as never) });
}
