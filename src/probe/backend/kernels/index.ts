/** Completes tfjs's wasm backend: own kernels where it has none or slow ones, and cpu for the rest that it lacks. */

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import * as tf from '../../tfjs/tf';
import { cast } from './cast';
import { holdComplexTensors } from './complex-tensors';
import { conv2DBackpropFilter } from './conv2d-backprop-filter';
import { conv2DBackpropInput } from './conv2d-backprop-input';
import { conv2D, depthwiseConv2D, fusedConv2D, fusedDepthwiseConv2D } from './convolution';
import { kernelOnCpu } from './cpu-hand-over';
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './depthwise-backprop';
import { kernelByDtype, wrongOnWasm } from './dtype-guard';
import { einsum } from './einsum';
import { hasEmptyTensor } from './empty-tensors';
import { identity } from './identity';
import type { KernelInputs, Kernel, OriginalKernel } from './kernel';
import { batchMatMul, fusedMatMul } from './mat-mul';
import { maxPoolGrad } from './max-pool-grad';
import { prelu } from './prelu';
import { mean, sum } from './sum-and-mean';
import { tile } from './tile';
import { unsortedSegmentSum } from './unsorted-segment-sum';

/** The probe's own kernels. Each replaces tfjs's wasm kernel of the same name, if there is one. */
const own: readonly Kernel[] = [
  batchMatMul,
  cast,
  conv2D,
  conv2DBackpropFilter,
  conv2DBackpropInput,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  depthwiseConv2D,
  einsum,
  fusedConv2D,
  fusedDepthwiseConv2D,
  fusedMatMul,
  identity,
  maxPoolGrad,
  mean,
  prelu,
  sum,
  tile,
  unsortedSegmentSum,
];

let completed: BackendWasm | undefined;

/** Gives 'wasm' every kernel that the cpu backend has. Calling it again does nothing. */
export function completeKernels(backend: BackendWasm): void {
  if (completed === backend) return;
  completed = backend;
  holdComplexTensors(backend);
  for (const one of own) register(backend, one);
  const present = new Set(tf.getKernelsForBackend('wasm').map(({ kernelName }) => kernelName));
  for (const { kernelName } of tf.getKernelsForBackend('cpu')) {
    if (!present.has(kernelName) || wrongOnWasm.has(kernelName))
      register(backend, { name: kernelName, run: kernelOnCpu(kernelName) });
    else register(backend, kernelByDtype(kernelName));
  }
}

function register(backend: BackendWasm, { name, run }: Kernel): void {
  const replaced = tf.getKernel(name, 'wasm') as tf.KernelConfig | undefined;
  const original: OriginalKernel = (_, inputs, attrs) => {
    if (!replaced) throw new Error(`tfjs has no kernel ${name} for wasm`);
    return replaced.kernelFunc({ inputs, backend, attrs: attrs as tf.NamedAttrMap });
  };
  if (replaced) tf.unregisterKernel(name, 'wasm');
  const hasCpuKernel = (tf.getKernel(name, 'cpu') as tf.KernelConfig | undefined) !== undefined;
  const onCpu = hasCpuKernel ? kernelOnCpu(name) : undefined;
  tf.registerKernel({
    kernelName: name,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const given = inputs as KernelInputs;
      if (onCpu && hasEmptyTensor(name, given, attrs)) return onCpu(backend, given, attrs ?? {});
      return run(backend, given, (attrs ?? {}) as never, original);
    },
  });
}
