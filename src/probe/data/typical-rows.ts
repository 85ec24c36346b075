/** Tells whether the first rows of the data are like the others, as they are not where the data are sorted. */

import type { Tensor } from '../tfjs/internals';
import { readRows } from './rows';

/** The most rows that stand for all of the data; they are spread evenly over the data. */
const mostRows = 512;
/** The most numbers of a row that are compared, spread evenly over the row. */
const mostColumns = 32;
/**
 * The first rows are unlike the rest if their mean is this many standard errors from that of all rows. By chance one in
 * fifteen thousand columns is. A wrong answer costs one more forward pass.
 */
const farOff = 4;
/** The first rows are unlike the rest if their spread differs by this factor from that of all rows. */
const otherSpread = 2.5;

/**
 * Whether the first `size` of the rows differ from all rows by the mean or the spread of some column.
 * @param tensors rows first; null for an output without class weights
 * @param examples how many of their rows count
 */
export function isFirstBatchUnlike(tensors: readonly (Tensor | null)[], size: number, examples: number): boolean {
  if (size >= examples) return false;
  const spread = Math.min(mostRows, examples);
  const all = Array.from({ length: spread }, (_, i) => Math.floor((i * examples) / spread));
  const first = Array.from({ length: Math.min(size, mostRows) }, (_, row) => row);
  return tensors.some((tensor) => {
    if (!tensor || tensor.dtype === 'string' || tensor.dtype === 'complex64') return false;
    const ofFirst = columnsOf(tensor, first);
    const ofAll = columnsOf(tensor, all);
    return ofFirst.some((column, c) => differs(column, ofAll[c], first.length));
  });
}

interface Column {
  readonly mean: number;
  readonly deviation: number;
}

function differs(first: Column, all: Column, rows: number): boolean {
  if (!(all.deviation > 0)) return false;
  const isShifted = Math.abs(first.mean - all.mean) > (farOff * all.deviation) / Math.sqrt(rows);
  if (rows < 8) return isShifted;
  return isShifted || first.deviation * otherSpread < all.deviation || first.deviation > otherSpread * all.deviation;
}

/** Mean and standard deviation of some columns over some rows. */
function columnsOf(tensor: Tensor, rows: readonly number[]): Column[] {
  const width = tensor.size / (tensor.shape[0] ?? 1);
  const count = Math.min(mostColumns, width);
  const values = readRows(tensor, rows);
  return Array.from({ length: count }, (_, i): Column => {
    const column = Math.floor((i * width) / count);
    let sum = 0;
    let squares = 0;
    for (let row = 0; row < rows.length; row++) sum += values[row * width + column];
    const mean = sum / rows.length;
    for (let row = 0; row < rows.length; row++) squares += (values[row * width + column] - mean) ** 2;
    return { mean, deviation: Math.sqrt(squares / rows.length) };
  });
}
