/** Gathers what a tensor of inputs or targets holds: its range, its columns, and what in it is not finite. */

import { rootMeanSquare } from '../../report/data/column-sizes';
import type { ColumnFacts, HeadRange, OutOfReach, TensorFacts } from '../../report/data/data-facts';
import type { Tensor } from '../tfjs/internals';
import type { Values } from '../tfjs/tensor-values';
import * as tf from '../tfjs/tf';
import { readRows } from './rows';

/** Of a larger tensor the probe reads about this many numbers, in rows spread evenly over it. */
const mostNumbers = 1 << 18;
const leastRows = 64;

/**
 * Rows that are standardized by themselves have sums and squares that differ by no more than this: a small number is
 * often added to their deviation.
 */
const rowRounding = 0.01;

/** The most entries of a list in the facts. */
const mostListed = 5;
const mostColumnsListed = 16;
const mostValues = 12;
/** Numbers beyond a range by no more than this are taken as rounding. */
const rounding = 1e-3;
/** Rows whose sum differs from 1 by no more than this are taken as shares that were rounded to two digits. */
const roundedSum = 0.05;

/**
 * @param examples how many rows from the start count
 * @returns undefined for a tensor of strings or of complex numbers, and for one without rows
 */
export function tensorFacts(
  tensor: Tensor,
  name: string,
  examples: number,
  role: 'input' | 'target',
): TensorFacts | undefined {
  if (tensor.dtype === 'string' || tensor.dtype === 'complex64' || examples === 0 || tensor.size === 0)
    return undefined;
  const width = tensor.size / (tensor.shape[0] ?? 1);
  const rows = rowsToRead(tensor, examples, width);
  const values = valuesOf(tensor, rows, examples, width);
  const columns = tensor.rank < 2 ? 1 : (tensor.shape[tensor.rank - 1] ?? 1);
  const found = columnsOf(values, columns);
  return {
    name,
    shape: [...tensor.shape],
    rows: values.length / width,
    ...wholeTensor(found, values.length),
    rowsNotFinite: countRows(values, width),
    ...listsOfColumns(found, values.length / width),
    ...valuesIn(values),
    ...(width > 1 && tensor.rank === 2 && { rowSums: rowSumsOf(values, width) }),
    ...(width > 1 && tensor.rank === 2 && role === 'input' && areRowsStandardized(values, width)),
    ...(width > 1 && tensor.rank === 2 && role === 'target' && { offSumOfOne: offSumOfOne(values, width) }),
    ...(role === 'target' && { outOfReach: outOfReach(values) }),
  };
}

/** The rows to read; undefined for all. A tensor with a number that is not finite is read whole. */
function rowsToRead(tensor: Tensor, examples: number, width: number): number[] | undefined {
  const count = Math.max(leastRows, Math.floor(mostNumbers / width));
  if (count >= examples || !isSumFinite(tensor)) return undefined;
  return Array.from({ length: count }, (_, i) => Math.floor((i * examples) / count));
}

function isSumFinite(tensor: Tensor): boolean {
  return Number.isFinite(tf.tidy(() => tensor.sum().dataSync()[0]));
}

function valuesOf(tensor: Tensor, rows: readonly number[] | undefined, examples: number, width: number): Values {
  if (!rows) {
    const all = tensor.dataSync();
    return examples * width < all.length ? all.subarray(0, examples * width) : all;
  }
  return readRows(tensor, rows);
}

interface Column extends ColumnFacts {
  readonly count: number;
}

function columnsOf(values: Values, columns: number): Column[] {
  const sums = new Float64Array(columns);
  const counts = new Float64Array(columns);
  const lows = new Float64Array(columns).fill(Infinity);
  const highs = new Float64Array(columns).fill(-Infinity);
  const nans = new Float64Array(columns);
  const infinite = new Float64Array(columns);
  for (let i = 0, column = 0; i < values.length; i++, column = column + 1 === columns ? 0 : column + 1) {
    const value = values[i];
    if (Number.isFinite(value)) {
      sums[column] += value;
      counts[column]++;
      if (value < lows[column]) lows[column] = value;
      if (value > highs[column]) highs[column] = value;
    } else if (Number.isNaN(value)) nans[column]++;
    else infinite[column]++;
  }
  const squares = new Float64Array(columns);
  for (let i = 0, column = 0; i < values.length; i++, column = column + 1 === columns ? 0 : column + 1)
    if (Number.isFinite(values[i])) squares[column] += (values[i] - sums[column] / counts[column]) ** 2;
  return Array.from({ length: columns }, (_, index): Column => {
    const count = counts[index];
    const isEmpty = count === 0;
    return {
      index,
      min: isEmpty ? Number.NaN : lows[index],
      max: isEmpty ? Number.NaN : highs[index],
      mean: sums[index] / count,
      std: Math.sqrt(squares[index] / count),
      nan: nans[index],
      infinite: infinite[index],
      count,
    };
  });
}

type Whole = Pick<TensorFacts, 'min' | 'max' | 'mean' | 'std' | 'nan' | 'infinite' | 'variance'>;

function wholeTensor(columns: readonly Column[], size: number): Whole {
  const filled = columns.filter(({ count }) => count > 0);
  const sum = (of: (column: Column) => number): number => filled.reduce((total, column) => total + of(column), 0);
  const count = sum((column) => column.count);
  const mean = sum((column) => column.mean * column.count) / count;
  const nan = columns.reduce((total, column) => total + column.nan, 0);
  return {
    min: filled.reduce((least, { min }) => Math.min(least, min), count > 0 ? Infinity : Number.NaN),
    max: filled.reduce((most, { max }) => Math.max(most, max), count > 0 ? -Infinity : Number.NaN),
    mean,
    std: Math.sqrt(sum((column) => column.count * (column.std ** 2 + (column.mean - mean) ** 2)) / count),
    nan,
    infinite: size - count - nan,
    variance: sum(({ std }) => std ** 2) / filled.length,
  };
}

type Lists = Pick<
  TensorFacts,
  | 'columns'
  | 'notFinite'
  | 'columnsNotFinite'
  | 'constantColumns'
  | 'largestConstant'
  | 'smallest'
  | 'largest'
  | 'everyColumn'
>;

function listsOfColumns(columns: readonly Column[], rows: number): Lists {
  const bad = (column: Column): number => column.nan + column.infinite;
  const broken = columns.filter((column) => bad(column) > 0).sort((a, b) => bad(b) - bad(a));
  const filled = columns.filter(({ count }) => count > 0);
  const constant = rows > 1 ? filled.filter((column) => column.min === column.max && bad(column) === 0) : [];
  const varied = filled.filter(({ min, max }) => min !== max).sort((a, b) => rootMeanSquare(a) - rootMeanSquare(b));
  const largestConstant = constant.reduce<Column | undefined>(
    (most, column) => (most && rootMeanSquare(most) >= rootMeanSquare(column) ? most : column),
    undefined,
  );
  return {
    columns: columns.length,
    notFinite: broken.slice(0, mostListed).map(plain),
    columnsNotFinite: broken.length,
    constantColumns: constant.length,
    ...(largestConstant && { largestConstant: plain(largestConstant) }),
    ...(varied.length > 0 && { smallest: plain(varied[0]), largest: plain(varied[varied.length - 1]) }),
    ...(columns.length <= mostColumnsListed && { everyColumn: columns.map(plain) }),
  };
}

function plain({ index, min, max, mean, std, nan, infinite }: Column): ColumnFacts {
  return { index, min, max, mean, std, nan, infinite };
}

function countRows(values: Values, width: number): number {
  let rows = 0;
  for (let start = 0; start < values.length; start += width) {
    let i = start;
    while (i < start + width && Number.isFinite(values[i])) i++;
    if (i < start + width) rows++;
  }
  return rows;
}

function valuesIn(values: Values): Pick<TensorFacts, 'wholeNumbers' | 'values'> {
  const counts = new Map<number, number>();
  let wholeNumbers = true;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    wholeNumbers &&= Number.isInteger(value);
    if (counts.size <= mostValues) counts.set(value, (counts.get(value) ?? 0) + 1);
    else if (!wholeNumbers) break;
  }
  if (counts.size > mostValues) return { wholeNumbers };
  const list = [...counts].sort(([a], [b]) => a - b).map(([value, count]) => ({ value, count }));
  return { wholeNumbers, values: list };
}

function rowSumsOf(values: Values, width: number): { min: number; max: number } {
  let min = Infinity;
  let max = -Infinity;
  for (let start = 0; start < values.length; start += width) {
    let sum = 0;
    for (let i = start; i < start + width; i++) sum += values[i];
    if (sum < min) min = sum;
    if (sum > max) max = sum;
  }
  return { min, max };
}

function areRowsStandardized(values: Values, width: number): { rowsStandardized?: true } {
  let squares: number | undefined;
  for (let start = 0; start < values.length; start += width) {
    let sum = 0;
    let own = 0;
    for (let i = start; i < start + width; i++) {
      sum += values[i];
      own += values[i] ** 2;
    }
    squares ??= own;
    const isSame = own > 0 && Math.abs(own - squares) <= rowRounding * squares;
    if (!isSame || !(Math.abs(sum) <= rowRounding * Math.sqrt(own))) return {};
  }
  return { rowsStandardized: true };
}

/**
 * The nearest row that sums to 1 differs by (sum - 1) / width in each number. Rows that are not finite are left out.
 */
function offSumOfOne(values: Values, width: number): OutOfReach {
  let rows = 0;
  let off = 0;
  let squares = 0;
  for (let start = 0; start < values.length; start += width) {
    let sum = 0;
    for (let i = start; i < start + width; i++) sum += values[i];
    if (!Number.isFinite(sum)) continue;
    rows++;
    if (Math.abs(sum - 1) <= roundedSum) continue;
    off++;
    squares += ((sum - 1) / width) ** 2;
  }
  return { share: off / rows, meanSquare: squares / rows };
}

const ranges: Readonly<Record<HeadRange, readonly [low: number, high: number]>> = {
  '-1…1': [-1, 1],
  '0…1': [0, 1],
  '0…': [0, Infinity],
};

/** What rows of targets hold together, and how many of them a head cannot give. */
export function factsOfTargets(values: Values, columns: number): Whole & Pick<TensorFacts, 'outOfReach'> {
  return { ...wholeTensor(columnsOf(values, columns), values.length), outOfReach: outOfReach(values) };
}

function outOfReach(values: Values): Record<HeadRange, OutOfReach> {
  const of = ([low, high]: readonly [number, number]): OutOfReach => {
    let count = 0;
    let outside = 0;
    let squares = 0;
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      count++;
      const distance = Math.max(low - value, value - high);
      if (distance <= rounding) continue;
      outside++;
      squares += distance ** 2;
    }
    return { share: outside / count, meanSquare: squares / count };
  };
  return { '-1…1': of(ranges['-1…1']), '0…1': of(ranges['0…1']), '0…': of(ranges['0…']) };
}
