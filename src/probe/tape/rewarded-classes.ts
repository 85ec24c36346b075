/**
 * Follows the logarithms of a softmax through a loss that rewards what was chosen, and tells whether each example's
 * reward meets the outputs of all classes instead of that of the chosen one.
 */

import type { BundleStack } from '../../report/position';
import type { Tensor } from '../tfjs/internals';
import { valuesOf } from '../tfjs/tensor-values';
import { type Attributes, axesOf, constantOf, type Operand } from './operands';

/** What rows of probabilities have become. */
interface Rows {
  /**
   * `probabilities` and their `logarithms` have a number for each class, `sums` have added up those of all classes.
   * Of the `chosen`, data with a number for each class have weighed some more than others.
   */
  readonly are: 'probabilities' | 'logarithms' | 'sums' | 'chosen';
  /** How many examples, and of how many classes. */
  readonly shape: readonly [rows: number, classes: number];
  /** The call that multiplied all classes of an example by one number, which is another for other examples. */
  readonly rewardedAt?: BundleStack;
}

export interface RewardedProduct {
  readonly shape: Rows['shape'];
  readonly stack: BundleStack;
}

/** Operations of one operand that keep what rows are. */
const keeping = new Set(['Neg', 'ClipByValue']);
/** Operations with a constant that do. */
const scaling = new Set(['Add', 'Sub', 'Multiply', 'RealDiv', 'Maximum', 'Minimum']);
const reducing = new Set(['Sum', 'Mean']);

export class RewardedClasses {
  readonly #rows = new Map<number, Rows>();

  /**
   * Where the loss is the mean or the sum of logarithms that a reward has met in all classes alike: the shape of these
   * and the call in which they met.
   */
  productIn(loss: Tensor): RewardedProduct | undefined {
    const { are, shape, rewardedAt } = this.#rows.get(loss.id) ?? {};
    return are === 'sums' && shape && rewardedAt ? { shape, stack: rewardedAt } : undefined;
  }

  /**
   * @param name of the kernel, or of the operation where that defines its own gradient
   * @param how `keeps`: whether the operation only changes the shape; `stack` gives the calls of user code under way
   */
  add(
    name: string,
    given: readonly Operand[],
    outputs: readonly Tensor[],
    how: { readonly attributes: Attributes | undefined; readonly keeps: boolean; readonly stack: () => BundleStack },
  ): void {
    if (outputs.length === 0 || given.length === 0) return;
    const rows = this.#begun(name, given, how.keeps) ?? this.#carried(name, given, outputs[0], how);
    if (rows) this.#rows.set(outputs[0].id, rows);
  }

  #of({ tensor }: Operand): Rows | undefined {
    return this.#rows.get(tensor.id);
  }

  #begun(name: string, [only]: readonly Operand[], keeps: boolean): Rows | undefined {
    const [rows, classes] = only.tensor.shape;
    if (keeps || only.tensor.rank !== 2 || rows < 2 || classes < 2) return undefined;
    if (name === 'Softmax') return { are: 'probabilities', shape: [rows, classes] };
    return name === 'logSoftmax__op' ? { are: 'logarithms', shape: [rows, classes] } : undefined;
  }

  #carried(
    name: string,
    given: readonly Operand[],
    output: Tensor,
    { attributes, keeps, stack }: Parameters<RewardedClasses['add']>[3],
  ): Rows | undefined {
    const at = given.findIndex((one) => this.#of(one));
    const rows = at < 0 ? undefined : this.#of(given[at]);
    if (!rows) return undefined;
    if (keeps || (given.length === 1 && keeping.has(name))) return rows;
    if (name === 'Log') return rows.are === 'probabilities' ? { ...rows, are: 'logarithms' } : undefined;
    if (reducing.has(name)) return reduced(rows, given[at].tensor, output, attributes);
    if (given.length !== 2 || !scaling.has(name)) return rows.are === 'probabilities' ? undefined : chosen(rows);
    const other = given[1 - at];
    if (constantOf(other) !== undefined) return rows;
    if (name === 'Multiply' && rows.are !== 'probabilities') return weighed(rows, other, stack);
    // A further part of the loss, such as an entropy, changes nothing; one that knows the chosen class does.
    const isPart = name === 'Add' || name === 'Sub';
    return isPart && rows.are === 'sums' && this.#of(other)?.are !== 'chosen' ? rows : undefined;
  }
}

function chosen(rows: Rows): Rows {
  return { are: 'chosen', shape: rows.shape };
}

/** Adds up all classes of an example, or all of everything. */
function reduced(rows: Rows, from: Tensor, to: Tensor, attributes: Attributes | undefined): Rows | undefined {
  if (rows.are !== 'logarithms') return rows.are === 'probabilities' ? undefined : rows;
  const isOverClasses = to.size === 1 || axesOf(attributes, from.rank).includes(from.rank - 1);
  return isOverClasses ? { ...rows, are: 'sums' } : undefined;
}

/** Multiplies rows by data: by one number for each example, or by one for each class of it. */
function weighed(rows: Rows, other: Operand, stack: () => BundleStack): Rows | undefined {
  // An entropy multiplies by the probabilities themselves.
  if (other.hasWeights) return undefined;
  if (rows.are === 'chosen') return rows;
  const [examples, classes] = rows.shape;
  const values = valuesOf(other.tensor);
  const { shape, size } = other.tensor;
  const isOneEach = size === examples && (rows.are === 'sums' || shape.at(-1) === 1);
  const isRepeated = size === examples * classes && values?.every((value, i) => value === values[i - (i % classes)]);
  return isOneEach || isRepeated ? { ...rows, rewardedAt: rows.rewardedAt ?? stack() } : chosen(rows);
}
