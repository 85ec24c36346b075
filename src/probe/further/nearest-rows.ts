/**
 * Tells whether inputs say anything about targets: whether the nearest other examples answer better than a constant.
 */

import type { LossKind } from '../losses/known-losses';

/** An example: its inputs in a row, and its targets. */
export interface Example {
  readonly inputs: Float32Array;
  readonly targets: Float32Array;
}

/** This many other examples give the answer. */
const neighbours = 5;
/** The most numbers of an input that are compared, spread evenly over it. */
const mostFeatures = 512;
/** With fewer examples the nearest ones are a matter of luck. */
const leastExamples = 64;
/** This is added to the count of each class, so that a single wrong neighbour does not cost infinitely much. */
const smoothing = 0.5;

/**
 * The loss of the mean target of the nearest other examples, divided by that of the mean target of all others. Random
 * targets give 1 or more.
 * @param examples each example once
 * @param classes of a head, for class indices
 * @returns for few examples, which then come again and can be learned by heart: 0, or undefined where two of them have
 * the same inputs and other targets
 */
export function nearestShare(examples: readonly Example[], kind: LossKind, classes: number): number | undefined {
  if (examples.length < leastExamples) return areDistinct(examples) ? 0 : undefined;
  const features = standardized(examples.map(({ inputs }) => inputs));
  const targets = examples.map(({ targets: row }) => (kind === 'sparse' ? oneHot(row, classes) : Array.from(row)));
  const width = targets[0].length;
  const sums = Array.from({ length: width }, (_, unit) => targets.reduce((sum, row) => sum + row[unit], 0));
  let near = 0;
  let constant = 0;
  targets.forEach((target, at) => {
    const rows = nearest(features, at).map((row) => targets[row]);
    const mean = target.map((_, unit) => rows.reduce((sum, row) => sum + row[unit], 0));
    near += lossOf(kind, target, mean, rows.length);
    const others = target.map((value, unit) => sums[unit] - value);
    constant += lossOf(kind, target, others, targets.length - 1);
  });
  return near / constant;
}

function areDistinct(examples: readonly Example[]): boolean {
  return examples.length > 1 && new Set(examples.map(({ inputs }) => inputs.join())).size === examples.length;
}

function oneHot([index]: Float32Array, classes: number): number[] {
  return Array.from({ length: classes }, (_, one) => (one === Math.floor(index) ? 1 : 0));
}

/** @param sums of the targets of `count` examples */
function lossOf(kind: LossKind, target: readonly number[], sums: readonly number[], count: number): number {
  const over = (term: (target: number, sum: number) => number): number =>
    target.reduce((total, value, unit) => total + term(value, sums[unit]), 0) / target.length;
  if (kind === 'squared') return over((value, sum) => (value - sum / count) ** 2);
  if (kind === 'absolute') return over((value, sum) => Math.abs(value - sum / count));
  const classes = kind === 'binary' ? 2 : target.length;
  const share = (sum: number): number => (sum + smoothing) / (count + smoothing * classes);
  if (kind === 'binary')
    return over((value, sum) => -value * Math.log(share(sum)) - (1 - value) * Math.log(share(count - sum)));
  return over((value, sum) => -value * Math.log(share(sum)));
}

/** Each feature with mean 0 and deviation 1; a constant one becomes 0. */
function standardized(rows: readonly Float32Array[]): Float32Array[] {
  const width = rows[0].length;
  const count = Math.min(width, mostFeatures);
  const features = rows.map(() => new Float32Array(count));
  for (let i = 0; i < count; i++) {
    const column = Math.floor((i * width) / count);
    const mean = rows.reduce((sum, row) => sum + row[column], 0) / rows.length;
    const deviation = Math.sqrt(rows.reduce((sum, row) => sum + (row[column] - mean) ** 2, 0) / rows.length);
    if (deviation > 0) rows.forEach((row, at) => (features[at][i] = (row[column] - mean) / deviation));
  }
  return features;
}

/** The indices of the rows nearest to row `at`, without that row. */
function nearest(rows: readonly Float32Array[], at: number): number[] {
  const own = rows[at];
  const distances = rows.map((row, index) => {
    let sum = 0;
    if (index === at) return { index, sum: Infinity };
    for (let i = 0; i < own.length; i++) sum += (row[i] - own[i]) ** 2;
    return { index, sum };
  });
  distances.sort((a, b) => a.sum - b.sum);
  return distances.slice(0, neighbours).map(({ index }) => index);
}
