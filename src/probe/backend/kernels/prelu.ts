/** Computes Prelu, also for slopes of size 1 along the last axes of x, which tfjs's wasm kernel mixes up. */

import * as tf from '../../tfjs/tf';
import { kernelOnCpu } from './cpu-hand-over';
import { kernel } from './kernel';

/** tfjs's kernel where alpha, without leading ones, is the end of x's shape; else computed on cpu. */
export const prelu = kernel<object>(tf.Prelu, (backend, inputs, attrs, original) => {
  const { x, alpha } = inputs;
  const first = alpha.shape.findIndex((size) => size !== 1);
  const slopes = first < 0 ? [] : alpha.shape.slice(first);
  const fits =
    alpha.shape.length <= x.shape.length && tf.util.arraysEqual(slopes, x.shape.slice(x.shape.length - slopes.length));
  return fits ? original(backend, inputs, attrs) : kernelOnCpu(tf.Prelu)(backend, inputs, { ...attrs });
});
