/**
 * Recognizes a loss that user code writes with operations of its own in a loop: by the numbers that meet on the tape
 * and the one that comes out of them.
 */

import type { BundleStack } from '../../report/position';
import { valuesOf, type Values } from '../tfjs/tensor-values';
import type { Tensor } from '../tfjs/internals';
import type { LossKind } from './known-losses';
import type { Activation } from './step-losses';
import { areRowsAlike, type OutputRange, rangeOfRows, type TargetSums, targetSums } from './loss-numbers';

/** How an operation compares targets with what the weights make. */
export type Comparing = 'difference' | 'product';

/** Targets that meet predictions; where the two are multiplied, logarithms of predictions, or logits. */
export interface Comparison {
  readonly comparing: Comparing;
  readonly y: Values;
  readonly p: Values;
  readonly shape: readonly number[];
  readonly outputId: number;
  readonly targets: TargetSums;
  /** The activation outside of layers that gave the predictions. */
  readonly activation?: Activation | undefined;
  readonly stack: BundleStack;
  /** The call of the division that gave the predictions, if the last operation but a clip or a logarithm was one. */
  readonly dividedAt?: BundleStack;
}

/** A loss that is a multiple of the mean one. */
export interface WrittenLoss {
  readonly kind: LossKind;
  readonly takesLogits: boolean;
  /** 1 for a mean; the number of examples, or of all numbers, for a sum. */
  readonly scale: number;
  readonly outputs: OutputRange;
  readonly from: Comparison;
}

/** Small numbers that keep a logarithm from 0, and float32, change a loss by less. */
const tolerance = 1e-3;
/** Predictions at most that are looked at: more than 128 pictures of 28 by 28 have. */
const mostValues = 120_000;
/** How far the probabilities of an example may sum to something else than 1; clipping changes the sum. */
const sumTolerance = 1e-2;
/** The same over a batch, where it decides that a softmax went over the wrong axis. */
const axisTolerance = 1e-3;

/**
 * @param targets and `predictions` of an operation, of which only the second depends on weights
 * @returns undefined where the two do not match number by number
 */
export function comparisonOf(
  comparing: Comparing,
  targets: Tensor,
  predictions: Tensor,
  stack: () => BundleStack,
): Comparison | undefined {
  const { size, shape, id } = predictions;
  if (size === 0 || size > mostValues || targets.size !== size) return undefined;
  const [y, p] = [valuesOf(targets), valuesOf(predictions)];
  if (!y || !p) return undefined;
  const sums = targetSums(targets, 'absolute', 1);
  return { comparing, y: y.slice(), p: p.slice(), shape, outputId: id, targets: sums, stack: stack() };
}

/**
 * @param value the loss, without what is added to it for the weights alone
 * @returns undefined where no known loss gives this number
 */
export function writtenLoss(compared: readonly Comparison[], value: number): WrittenLoss | undefined {
  for (const from of compared) {
    const [rows, units] = rowsAndUnits(from);
    if (!(Math.abs(value) > 0)) continue;
    for (const { kind, takesLogits, sum, outputs } of summed(from, units)) {
      const mean = kind === 'categorical' ? rows : rows * units;
      const divisor = [rows * units, rows, 1].find(
        (count) => Math.abs(sum / count - value) <= tolerance * Math.abs(value),
      );
      const alike = areRowsAlike(from.p, rows);
      const ofRows = { ...outputs, ...(alike && { alike }) };
      if (divisor !== undefined) return { kind, takesLogits, scale: mean / divisor, outputs: ofRows, from };
    }
  }
  return undefined;
}

/**
 * The comparison of labels with probabilities, or their logarithms, that sum to 1 over the batch instead of over the
 * classes.
 */
export function softmaxOverBatch(compared: readonly Comparison[]): Comparison | undefined {
  return compared.find((from) => {
    const [rows, units] = rowsAndUnits(from);
    if (from.comparing !== 'product' || from.shape.length !== 2 || rows < 2 || units < 2) return false;
    const areLogarithms = from.p.every((one) => one <= 0);
    const p = areLogarithms ? Array.from(from.p, Math.exp) : Array.from(from.p);
    const sum = (start: number, step: number, count: number): number =>
      Array.from({ length: count }, (_, at) => p[start + at * step]).reduce((a, b) => a + b, 0);
    const columns = Array.from({ length: units }, (_, unit) => sum(unit, units, rows));
    const each = Array.from({ length: rows }, (_, row) => sum(row * units, 1, units));
    return (
      columns.every((one) => Math.abs(one - 1) < axisTolerance) && each.some((one) => Math.abs(one - 1) > sumTolerance)
    );
  });
}

/**
 * The comparison of targets with predictions whose mean cosine is the loss itself: rows of length 1 that are
 * multiplied, so that training turns predictions away from their targets.
 */
export function similarityAsLoss(compared: readonly Comparison[], value: number): Comparison | undefined {
  return compared.find((from) => {
    const [rows, units] = rowsAndUnits(from);
    if (from.comparing !== 'product' || units < 2 || rows < 2) return false;
    const mean = total(from.p, (at) => from.y[at] * from.p[at]) / rows;
    return Math.abs(mean - value) <= tolerance && [from.y, from.p].every((side) => haveLengthOne(side, units));
  });
}

function haveLengthOne(values: Values, units: number): boolean {
  for (let start = 0; start < values.length; start += units) {
    let squares = 0;
    for (let at = start; at < start + units; at++) squares += values[at] ** 2;
    if (Math.abs(squares - 1) > axisTolerance) return false;
  }
  return true;
}

function rowsAndUnits({ shape, p }: Comparison): [number, number] {
  const rows = shape.length > 0 ? shape[0] : 1;
  return [rows, p.length / rows];
}

interface Summed {
  readonly kind: LossKind;
  readonly takesLogits: boolean;
  readonly sum: number;
  readonly outputs: OutputRange;
}

/** The losses that the numbers may be of, summed over all of them. */
function summed({ comparing, y, p }: Comparison, units: number): readonly Summed[] {
  const outputs = rangeOfRows(p, units);
  if (comparing === 'difference')
    return [{ kind: 'squared', takesLogits: false, sum: total(p, (at) => (y[at] - p[at]) ** 2), outputs }];
  const ofLogarithms = p.every((one) => one <= 0) ? summedOfLogarithms(y, p, units) : [];
  return [...ofLogarithms, ...summedOfLogits(y, p, units).map((one) => ({ ...one, outputs }))];
}

/** Sigmoids whose rows happen to sum to 1 look like a softmax. */
function summedOfLogarithms(y: Values, p: Values, units: number): readonly Summed[] {
  const probabilities = Float32Array.from(p, Math.exp);
  const outputs = rangeOfRows(probabilities, units);
  const sum = -total(p, (at) => y[at] * p[at] + (1 - y[at]) * Math.log1p(-probabilities[at]));
  const binary: Summed = { kind: 'binary', takesLogits: false, sum, outputs };
  const isRowOfOne = units > 1 && Math.max(1 - outputs.leastSum, outputs.greatestSum - 1) < sumTolerance;
  const ofClasses = -total(p, (at) => (y[at] === 0 ? 0 : y[at] * p[at]));
  return isRowOfOne ? [{ kind: 'categorical', takesLogits: false, sum: ofClasses, outputs }, binary] : [binary];
}

/** Cross-entropies of logits, which numerically stable code writes without a sigmoid or a softmax. */
function summedOfLogits(y: Values, x: Values, units: number): readonly Omit<Summed, 'outputs'>[] {
  const product = total(x, (at) => y[at] * x[at]);
  const softplus = total(x, (at) => Math.max(x[at], 0) + Math.log1p(Math.exp(-Math.abs(x[at]))));
  const binary = { kind: 'binary', takesLogits: true, sum: softplus - product } as const;
  if (units < 2) return [binary];
  let sum = -product;
  for (let start = 0; start < x.length; start += units) {
    const row = x.subarray(start, start + units);
    const greatest = Math.max(...row);
    sum += greatest + Math.log(total(row, (at) => Math.exp(row[at] - greatest)));
  }
  return [{ kind: 'categorical', takesLogits: true, sum }, binary];
}

function total(values: Values, term: (at: number) => number): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += term(at);
  return sum;
}
