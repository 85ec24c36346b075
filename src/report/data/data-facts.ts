/** Types the facts about a model's inputs and targets, as far as the probe has read them, without a judgment. */

/** One column: the numbers at one index of the last axis. */
export interface ColumnFacts {
  /** The index of the column, from 0. */
  readonly index: number;
  /** The least finite number; NaN where there is none. Maximum, mean and deviation are over the finite numbers too. */
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Standard deviation. */
  readonly std: number;
  /** How many numbers are NaN. */
  readonly nan: number;
  /** How many are infinite. */
  readonly infinite: number;
}

/** How much of a target lies outside a range that some head cannot leave. */
export interface OutOfReach {
  /** The share of the finite numbers that lie outside. */
  readonly share: number;
  /** Mean over all finite numbers of the squared distance to the range: no answer can have a smaller squared error. */
  readonly meanSquare: number;
}

/** The ranges of common heads: `tanh`, `sigmoid` or `softmax`, `relu` or `softplus`. */
export type HeadRange = '-1…1' | '0…1' | '0…';

/** Classes that count for nothing in the loss, since the class weights of the training give them none. */
export interface WeightlessClasses {
  /** The numbers of these classes. */
  readonly classes: readonly number[];
  /** The share of the rows that are of them. */
  readonly share: number;
  /** The numbers of the classes that do count. */
  readonly others: readonly number[];
}

/** What one tensor of inputs or of targets holds, over all rows that the probe looked at. */
export interface TensorFacts {
  /** The model's name for this input or output. */
  readonly name: string;
  /** The shape of the tensor, examples first. */
  readonly shape: readonly number[];
  /** How many examples the facts are from: all of them, or some that are evenly spread over them. */
  readonly rows: number;
  /** Over the finite numbers; NaN where there are none. */
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly std: number;
  /** How many numbers are NaN. */
  readonly nan: number;
  /** How many are infinite. */
  readonly infinite: number;
  /** How many examples have a number that is not finite. */
  readonly rowsNotFinite: number;
  /** How many columns there are: the size of the last axis, 1 for a single number an example. */
  readonly columns: number;
  /** A few of the columns with numbers that are not finite, the worst first. */
  readonly notFinite: readonly ColumnFacts[];
  /** How many columns have numbers that are not finite. */
  readonly columnsNotFinite: number;
  /** How many columns hold one and the same number; 0 with a single example. */
  readonly constantColumns: number;
  /** The constant column with the largest number. */
  readonly largestConstant?: ColumnFacts;
  /** The varying columns with the smallest and the largest root mean square. */
  readonly smallest?: ColumnFacts;
  readonly largest?: ColumnFacts;
  /** All columns, where there are few of them. */
  readonly everyColumn?: readonly ColumnFacts[];
  /** Mean over the columns of their variances: the mean squared error of the best constant answer. */
  readonly variance: number;
  /** Whether every finite number is whole. */
  readonly wholeNumbers: boolean;
  /** The different numbers, smallest first, where there are few of them. */
  readonly values?: readonly { readonly value: number; readonly count: number }[];
  /** With several columns: the smallest and the largest sum of a row. */
  readonly rowSums?: { readonly min: number; readonly max: number };
  /** With several columns of inputs: set where every row has a mean of 0 and the same deviation. */
  readonly rowsStandardized?: true;
  /**
   * How far the rows are from summing to 1, as those of a softmax do: the share of such rows, and per number the least
   * mean squared distance to rows that do. Only for targets of several columns.
   */
  readonly offSumOfOne?: OutOfReach;
  /** The largest class number that `tf.oneHot` made targets of; only where they have rows of zeros. */
  readonly oneHotMax?: number;
  /** Only for targets of which the class weights leave some out. */
  readonly weightless?: WeightlessClasses;
  /** How far the targets lie outside each range; only for targets. */
  readonly outOfReach?: Readonly<Record<HeadRange, OutOfReach>>;
}
