/** The loss of the best constant answer: the mean of the targets, their median, or the shares of the classes. */

import type { LossKind } from './known-losses';
import type { TargetSums } from './loss-numbers';

/** The least probability that tfjs uses in a cross-entropy. */
const epsilon = 1e-7;

/**
 * Finds the constant that is best for all batches together.
 * @param batches the targets of each step
 * @returns for each step the loss of the constant on its batch; undefined where none was worked out
 */
export function constantLosses(kind: LossKind, batches: readonly TargetSums[]): number[] | undefined {
  if (batches.some(({ sums }) => sums?.length !== batches[0].sums?.length || !sums)) return undefined;
  if (kind === 'absolute') return absoluteLosses(batches);
  const units = batches[0].sums?.length ?? 0;
  const rows = batches.reduce((sum, batch) => sum + batch.rows, 0);
  const means = Array.from(
    { length: units },
    (_, unit) => batches.reduce((sum, { sums }) => sum + (sums?.[unit] ?? NaN), 0) / rows,
  );
  return batches.map((batch) => lossOf(kind, means, batch));
}

function lossOf(kind: Exclude<LossKind, 'absolute'>, means: readonly number[], batch: TargetSums): number {
  const { rows, squares } = batch;
  const sums: ArrayLike<number> = batch.sums ?? [];
  const size = rows * means.length;
  const over = (term: (mean: number, sum: number) => number): number =>
    means.reduce((total, mean, unit) => total + term(mean, sums[unit]), 0);
  switch (kind) {
    case 'squared':
      return (squares + over((mean, sum) => mean * (mean * rows - 2 * sum))) / size;
    case 'binary':
      return over((mean, sum) => -sum * log(mean) - (rows - sum) * log(1 - mean)) / size;
    case 'categorical':
    case 'sparse': {
      const whole = over((mean) => mean);
      return over((mean, sum) => -sum * log(mean / whole)) / rows;
    }
  }
}

function log(probability: number): number {
  return Math.log(Math.min(1 - epsilon, Math.max(epsilon, probability)));
}

function absoluteLosses(batches: readonly TargetSums[]): number[] | undefined {
  if (batches.some(({ values }) => !values)) return undefined;
  const units = batches[0].sums?.length ?? 1;
  const medians = Array.from({ length: units }, (_, unit) => {
    const column = batches.flatMap(({ values }) =>
      Array.from(values ?? []).filter((_value, at) => at % units === unit),
    );
    column.sort((a, b) => a - b);
    return column[column.length >> 1];
  });
  return batches.map(({ values = new Float32Array(0) }) => {
    let sum = 0;
    for (let at = 0; at < values.length; at++) sum += Math.abs(values[at] - medians[at % units]);
    return sum / values.length;
  });
}
