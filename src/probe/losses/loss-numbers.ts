/** Reads outputs and targets of a loss: their range, the sums of their rows, and what a constant answer is made of. */

import { valuesOf, type Values } from '../tfjs/tensor-values';
import type { Tensor } from '../tfjs/internals';
import type { LossKind } from './known-losses';

/** How far beyond 0 and 1 float32 rounding may take a probability. */
const rounding = 1e-4;
/** Fewer rows may be alike by chance. Chosen. */
const leastRowsAlike = 8;
/** How far rows may differ, relative to the greatest output: float32 rounds sums of some ten numbers by less. */
const likeness = 2e-6;
/** The most targets of an example, or classes, for which the probe works out a constant answer. */
const mostUnits = 4096;
/** The most targets of a batch whose values the probe keeps, for medians. */
const mostValues = 4096;

export interface OutputRange {
  readonly min: number;
  readonly max: number;
  /** Share of them below 0 or above 1. */
  readonly outside: number;
  /** The least sum of a row along the last axis. */
  readonly leastSum: number;
  readonly greatestSum: number;
  /** Whether all rows of a batch are the same, up to rounding. */
  readonly alike?: boolean;
}

/** The range of a loss's outputs; NaN throughout where the tensor cannot be read. */
export function outputRange(tensor: Tensor): OutputRange {
  const values = valuesOf(tensor);
  const alike = areRowsAlike(values, tensor.shape[0] ?? 1);
  return { ...rangeOfRows(values, Math.max(1, tensor.shape.at(-1) ?? 1)), ...(alike && { alike }) };
}

/** @param rows how many rows of the same length the values make */
export function areRowsAlike(values: Values | undefined, rows: number): boolean {
  if (!values || rows < leastRowsAlike) return false;
  const width = values.length / rows;
  let greatest = 0;
  for (const one of values) greatest = Math.max(greatest, Math.abs(one));
  const within = likeness * greatest;
  return values.every((one: number, at: number) => Math.abs(one - values[at % width]) <= within);
}

/** @param units how many of the values make a row */
export function rangeOfRows(values: Values | undefined, units: number): OutputRange {
  let min = Infinity;
  let max = -Infinity;
  let outside = 0;
  let leastSum = Infinity;
  let greatestSum = -Infinity;
  const count = values?.length ?? 0;
  for (let start = 0; values && start < count; start += units) {
    let sum = 0;
    for (let at = start; at < start + units; at++) {
      const value = values[at];
      sum += value;
      if (value < min) min = value;
      if (value > max) max = value;
      if (value < -rounding || value > 1 + rounding) outside++;
    }
    if (sum < leastSum) leastSum = sum;
    if (sum > greatestSum) greatestSum = sum;
  }
  if (count === 0) return { min: NaN, max: NaN, outside: NaN, leastSum: NaN, greatestSum: NaN };
  return { min, max, outside: outside / count, leastSum, greatestSum };
}

/** What the targets of one batch add to the best constant answer. */
export interface TargetSums {
  readonly min: number;
  readonly max: number;
  /** Share of them below 0 or above 1. */
  readonly outside: number;
  /** How many rows each sum adds up. */
  readonly rows: number;
  /** The sum for each unit; for class indices, how often each class occurs. Undefined where the probe needs none. */
  readonly sums?: Float64Array | undefined;
  /** The sum of squares of all units together. */
  readonly squares: number;
  /** The targets themselves, row by row; only for absolute differences. */
  readonly values?: Float32Array | undefined;
}

/**
 * @param kind of the loss; undefined works out no sums
 * @param classes of the outputs, for class indices
 */
export function targetSums(tensor: Tensor, kind: LossKind | undefined, classes: number): TargetSums {
  const values = valuesOf(tensor);
  if (!values || values.length === 0) return { min: NaN, max: NaN, outside: NaN, rows: 0, squares: NaN };
  // Each unit of a flat output has a constant of its own; over time steps and pixels a head shares its biases.
  const units = kind === 'sparse' ? 1 : tensor.rank < 2 ? 1 : (tensor.shape.at(-1) ?? 1);
  const size = kind === 'sparse' ? classes : units;
  const sums = kind !== undefined && size <= mostUnits ? new Float64Array(size) : undefined;
  let min = Infinity;
  let max = -Infinity;
  let outside = 0;
  let squares = 0;
  for (let at = 0, unit = 0; at < values.length; at++, unit = unit + 1 === units ? 0 : unit + 1) {
    const value = values[at];
    if (value < min) min = value;
    if (value > max) max = value;
    if (value < -rounding || value > 1 + rounding) outside++;
    squares += value * value;
    // An index that no class has adds to no sum.
    if (sums && kind === 'sparse') sums[Math.floor(value)]++;
    else if (sums) sums[unit] += value;
  }
  return {
    min,
    max,
    outside: outside / values.length,
    rows: values.length / units,
    sums,
    squares,
    ...(kind === 'absolute' && values.length <= mostValues && { values: Float32Array.from(values) }),
  };
}
