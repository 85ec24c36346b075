/** Tells which classes count for nothing in the loss, because the class weights of a training give them none. */

import type { WeightlessClasses } from '../../report/data/data-facts';
import { valuesOf } from '../tfjs/tensor-values';
import type { Tensor } from '../tfjs/internals';

/** A class of which the rows weigh less than this share of the mean weight counts for nothing. Chosen. */
const nothing = 1e-3;

/**
 * @param targets a row an example: class numbers, or a column for each class, as tfjs reads classes
 * @param weights the weight of each row
 * @param examples how many rows from the start count
 * @returns undefined where every class counts
 */
export function weightlessClasses(targets: Tensor, weights: Tensor, examples: number): WeightlessClasses | undefined {
  const [values, rowWeights] = [valuesOf(targets), valuesOf(weights)];
  if (targets.rank > 2 || !values || rowWeights?.length !== targets.shape[0]) return undefined;
  const width = values.length / rowWeights.length;
  const classes = new Map<number, { rows: number; weight: number }>();
  let total = 0;
  for (let row = 0; row < examples; row++) {
    const number = classOf(values.subarray(row * width, (row + 1) * width));
    const { rows, weight } = classes.get(number) ?? { rows: 0, weight: 0 };
    classes.set(number, { rows: rows + 1, weight: weight + rowWeights[row] });
    total += rowWeights[row];
  }
  const isNothing = ({ rows, weight }: { rows: number; weight: number }): boolean =>
    weight / rows <= nothing * (total / examples);
  const without = [...classes].filter(([, sums]) => isNothing(sums));
  if (without.length === 0) return undefined;
  return {
    classes: without.map(([number]) => number).sort((a, b) => a - b),
    share: without.reduce((sum, [, { rows }]) => sum + rows, 0) / examples,
    others: [...classes.keys()].filter((number) => without.every(([other]) => other !== number)),
  };
}

/** A single number is that of the class; of several columns the largest stands for it. */
function classOf(row: ArrayLike<number>): number {
  if (row.length === 1) return row[0];
  let most = 0;
  for (let i = 1; i < row.length; i++) if (row[i] > row[most]) most = i;
  return most;
}
