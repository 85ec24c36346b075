/** Gives the size of a tensor's numbers and of a column of data, and how far the columns of a tensor are apart. */

import type { TensorFacts } from './data-facts';

/** The largest of the numbers, without its sign. */
export function largestNumber({ min, max }: Pick<TensorFacts, 'min' | 'max'>): number {
  return Math.max(Math.abs(min), Math.abs(max));
}

/** The root mean square of numbers with this mean and standard deviation. */
export function rootMeanSquare({ mean, std }: { readonly mean: number; readonly std: number }): number {
  return Math.hypot(mean, std);
}

/** How many times the largest varying column is the smallest, by root mean square; 1 where there is but one. */
export function columnsApart({ columns, smallest, largest }: TensorFacts): number {
  return columns < 2 || !smallest || !largest ? 1 : rootMeanSquare(largest) / rootMeanSquare(smallest);
}
