/** Lets cpu compute what tfjs's wasm kernels get wrong: some kernels altogether, others for some dtypes. */

import * as tf from '../../tfjs/tf';
import { kernelOnCpu } from './cpu-hand-over';
import { type Kernel, kernel } from './kernel';

/**
 * Kernels that are wrong on float32.
 *
 * MaxPool3D and Dilation2D search for the greatest number from the smallest positive one up, so that a window of
 * negative numbers gives 1.2e-38; their gradients do the same. The gradients of Conv3D do not match its forward pass: Σ
 * dx·x is not Σ dy·y. FloorDiv gives float32 where cpu gives int32.
 */
export const wrongOnWasm: ReadonlySet<string> = new Set([
  tf.MaxPool3D,
  tf.MaxPool3DGrad,
  tf.Dilation2D,
  tf.Dilation2DBackpropInput,
  tf.Dilation2DBackpropFilter,
  tf.Conv3DBackpropInputV2,
  tf.Conv3DBackpropFilterV2,
  tf.FloorDiv,
]);

/** Kernels that copy or compare numbers in the width of their dtype. */
const dtypesRespected = [
  tf.Identity,
  tf.Reshape,
  tf.ExpandDims,
  tf.Cast,
  tf.Concat,
  tf.Pack,
  tf.Unpack,
  tf.Slice,
  tf.SplitV,
  tf.Tile,
  tf.Transpose,
  tf.ZerosLike,
  tf.OnesLike,
  tf.LogicalAnd,
  tf.LogicalNot,
  tf.LogicalOr,
];

/**
 * Kernels that may run on wasm with inputs other than float32. Any other kernel reads int32 and bool as float32: wrong
 * numbers, and for bool four times as many bytes as there are.
 */
const allowed: Readonly<Partial<Record<tf.DataType, ReadonlySet<string>>>> = {
  bool: new Set(dtypesRespected),
  int32: new Set([
    ...dtypesRespected,
    tf.Add,
    tf.Sub,
    tf.Multiply,
    tf.Equal,
    tf.NotEqual,
    tf.Greater,
    tf.GreaterEqual,
    tf.Less,
    tf.LessEqual,
    tf.Select,
    tf.Sum,
    tf.GatherV2,
    tf.OneHot,
    tf.BatchMatMul,
    tf.UnsortedSegmentSum,
  ]),
  complex64: new Set([tf.Identity, tf.Reshape, tf.ExpandDims]),
};

/** tfjs's wasm kernel for the dtypes that it computes rightly, and the cpu kernel for the others. */
export function kernelByDtype(name: string): Kernel {
  const handOver = kernelOnCpu(name);
  return kernel<tf.NamedAttrMap>(name, (backend, inputs, attrs, original) => {
    if (name === tf.Slice) refuseOverflow(inputs.x, attrs);
    let safe = attrs.dtype !== 'complex64';
    for (const key in inputs) {
      const dtype = (inputs[key] as tf.TensorInfo | undefined)?.dtype;
      // Select reads its condition as bool, and copies four bytes for each choice.
      if (name === tf.Select && key === 'condition') continue;
      if (dtype !== undefined && dtype !== 'float32' && dtype !== 'string' && !allowed[dtype]?.has(name)) safe = false;
    }
    return safe ? original(backend, inputs, attrs) : handOver(backend, inputs, attrs);
  });
}

/**
 * tfjs's wasm kernel reads whatever lies behind a tensor's end.
 * @throws Error in the words of tfjs's other backends
 */
function refuseOverflow(x: tf.TensorInfo, attrs: tf.NamedAttrMap): void {
  const { begin, size } = attrs as unknown as { readonly begin: number | number[]; readonly size: number | number[] };
  const [starts, counts] = [[begin].flat(), [size].flat()];
  const start = x.shape.map((_, axis) => starts[axis] ?? 0);
  // What is left out, or below zero, reaches to the end of the axis.
  const count = x.shape.map((length, axis) => ((counts[axis] ?? -1) < 0 ? length - start[axis] : counts[axis]));
  tf.slice_util.assertParamsValid(x, start, count);
}
