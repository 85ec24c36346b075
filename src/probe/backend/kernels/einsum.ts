/** Computes Einsum of one or two float32 tensors by sums, transpositions and one matrix product. */

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import * as tf from '../../tfjs/tf';
import { kernelOnCpu } from './cpu-hand-over';
import { callKernel, type KernelInputs, kernel, sizeOf } from './kernel';

/** One operand and the letters of its axes. */
interface Term {
  readonly tensor: tf.TensorInfo;
  readonly axes: readonly string[];
}

/** tfjs has checked the equation, and refuses letters that repeat within a term. */
export const einsum = kernel<{ equation: string }>(tf.Einsum, (backend, inputs, attrs) => {
  const tensors = Object.values(inputs);
  if (tensors.length > 2 || tensors.some(({ dtype }) => dtype !== 'float32'))
    return kernelOnCpu(tf.Einsum)(backend, inputs, { ...attrs });
  const [left, right] = attrs.equation.replace(/\s/g, '').split('->');
  const wanted = Array.from(right);
  tf.backend_util.checkEinsumDimSizes(...sizesToCheck(attrs.equation, tensors));
  const made: tf.TensorInfo[] = [];
  const keep = (info: tf.TensorInfo): tf.TensorInfo => {
    made.push(info);
    return info;
  };
  const terms = left.split(',').map((axes, i) => ({ tensor: tensors[i], axes: Array.from(axes) }));
  const summed = terms.map((term, i) =>
    sumAlone(backend, keep, term, [...wanted, ...terms.filter((_, other) => other !== i).flatMap(({ axes }) => axes)]),
  );
  const product = summed.length === 1 ? summed[0] : multiply(backend, keep, summed[0], summed[1], wanted);
  const out = arrange(backend, keep, product, wanted);
  backend.incRef(out.tensor.dataId);
  for (const { dataId } of made) backend.disposeData(dataId);
  return reshaped(out.tensor, out.tensor.shape);
});

type Keep = (info: tf.TensorInfo) => tf.TensorInfo;

function sizesToCheck(equation: string, tensors: tf.TensorInfo[]): [number, number[][], tf.Tensor[]] {
  const { allDims, idDims } = tf.backend_util.decodeEinsumEquation(equation, tensors.length);
  return [allDims.length, idDims, tensors as unknown as tf.Tensor[]];
}

/** Sums over the axes that neither the output nor the other operand has. */
function sumAlone(backend: BackendWasm, keep: Keep, { tensor, axes }: Term, needed: readonly string[]): Term {
  const alone = axes.flatMap((name, axis) => (needed.includes(name) ? [] : [axis]));
  if (alone.length === 0) return { tensor, axes };
  return {
    tensor: keep(callKernel(backend, tf.Sum, { x: tensor }, { axis: alone, keepDims: false })),
    axes: axes.filter((name) => needed.includes(name)),
  };
}

/** Axes of both operands become the batch of one matrix product where the output has them, else its inner dimension. */
function multiply(backend: BackendWasm, keep: Keep, a: Term, b: Term, wanted: readonly string[]): Term {
  const shared = a.axes.filter((name) => b.axes.includes(name));
  const batch = shared.filter((name) => wanted.includes(name));
  const inner = shared.filter((name) => !wanted.includes(name));
  const onlyA = a.axes.filter((name) => !shared.includes(name));
  const onlyB = b.axes.filter((name) => !shared.includes(name));
  const size = ({ tensor, axes }: Term, names: readonly string[]): number =>
    sizeOf(names.map((name) => tensor.shape[axes.indexOf(name)]));
  const x = arrange(backend, keep, a, [...batch, ...onlyA, ...inner]).tensor;
  const y = arrange(backend, keep, b, [...batch, ...inner, ...onlyB]).tensor;
  const product = callKernel(
    backend,
    tf.BatchMatMul,
    {
      a: reshaped(x, [size(a, batch), size(a, onlyA), size(a, inner)]),
      b: reshaped(y, [size(b, batch), size(b, inner), size(b, onlyB)]),
    } satisfies KernelInputs,
    { transposeA: false, transposeB: false },
  );
  const shape = [
    ...[...batch, ...onlyA].map((name) => a.tensor.shape[a.axes.indexOf(name)]),
    ...onlyB.map((name) => b.tensor.shape[b.axes.indexOf(name)]),
  ];
  return { tensor: keep(reshaped(product, shape)), axes: [...batch, ...onlyA, ...onlyB] };
}

/** A plain record, because tfjs takes a tensor of its own for a finished output. */
function reshaped({ dataId, dtype }: tf.TensorInfo, shape: number[]): tf.TensorInfo {
  return { dataId, dtype, shape };
}

function arrange(backend: BackendWasm, keep: Keep, { tensor, axes }: Term, order: readonly string[]): Term {
  const perm = order.map((name) => axes.indexOf(name));
  if (perm.every((from, to) => from === to)) return { tensor, axes };
  return { tensor: keep(callKernel(backend, tf.Transpose, { x: tensor }, { perm })), axes: order };
}
