/**
 * Follows sums over the examples of a batch through a loss. A loss that adds its examples up makes each step as many
 * times as large; a prediction that adds them up is one number for the whole batch.
 */

import type { BundleStack } from '../../report/position';
import type { Tensor } from '../tfjs/internals';
import { type Attributes, axesOf, constantOf, type Operand } from '../tape/operands';
import type { LossSlip } from './step-losses';

/** A sum over the first axis of what weights made of data. */
interface BatchSum {
  readonly rows: number;
  /** What it has been multiplied by since. */
  readonly factor: number;
  readonly shape: readonly number[];
  readonly stack: BundleStack;
}

/** Fewer examples hardly enlarge a step. */
const leastRows = 4;
/** A smaller factor than the half of a square takes the size of the sum back, as 1 / rows does. */
const leastFactor = 0.4;

export class BatchSums {
  /** Sums that reach a tensor with nothing between them but factors and further terms. */
  readonly #sums = new Map<number, BatchSum>();
  /** Products of two different predictions, example by example. */
  readonly #products = new Set<number>();
  /** Such products added up to a single number for all examples. */
  readonly #pooled = new Map<number, BatchSum>();

  /** A slip, where the loss is a sum over examples that nothing divides. */
  slipOf(loss: Tensor): LossSlip | undefined {
    const sum = this.#sums.get(loss.id);
    if (!sum || sum.rows < leastRows || Math.abs(sum.factor) < leastFactor) return undefined;
    return { kind: 'summed', operation: 'sum', shapes: [sum.shape], stack: sum.stack };
  }

  /**
   * @param keeps whether the operation only changes the shape
   * @param stack gives the calls of user code under way
   * @returns a slip, where a single number for the whole batch meets one number for each example
   */
  add(
    name: string,
    given: readonly Operand[],
    outputs: readonly Tensor[],
    how: { readonly attributes: Attributes | undefined; readonly keeps: boolean; readonly stack: () => BundleStack },
  ): LossSlip | undefined {
    const [output] = outputs;
    if (outputs.length === 0 || given.length === 0) return undefined;
    const sum = name === 'Sum' ? this.#begun(given[0], how) : this.#carried(name, given, output, how.keeps);
    if (sum) this.#sums.set(output.id, sum);
    if (name === 'Multiply' && given.every(isPrediction) && given[0].tensor.id !== given[1]?.tensor.id)
      this.#products.add(output.id);
    const pooled = sum && name === 'Sum' && output.size === 1 && this.#products.has(given[0].tensor.id);
    if (pooled) this.#pooled.set(output.id, sum);
    else if (how.keeps) this.#keep(given[0].tensor, output);
    return name === 'Add' || name === 'Sub' ? this.#forAll(given, name) : undefined;
  }

  #keep({ id }: Tensor, output: Tensor): void {
    if (this.#products.has(id)) this.#products.add(output.id);
    const pooled = this.#pooled.get(id);
    if (pooled) this.#pooled.set(output.id, pooled);
  }

  #begun(
    operand: Operand,
    { attributes, stack }: { readonly attributes: Attributes | undefined; readonly stack: () => BundleStack },
  ): BatchSum | undefined {
    const { tensor } = operand;
    const before = this.#sums.get(tensor.id);
    if (before) return before;
    const axes = axesOf(attributes, tensor.rank);
    const isOverFirst = axes.length === 0 || axes.includes(0);
    if (!isPrediction(operand) || tensor.rank === 0 || !isOverFirst) return undefined;
    return { rows: tensor.shape[0], factor: 1, shape: tensor.shape, stack: stack() };
  }

  #carried(name: string, given: readonly Operand[], output: Tensor, keeps: boolean): BatchSum | undefined {
    const known = given.map(({ tensor }) => this.#sums.get(tensor.id));
    const at = known.findIndex((one) => one !== undefined);
    const sum = known[at];
    if (!sum) return undefined;
    if (keeps || name === 'Neg' || name === 'Mean') return sum;
    // A sum that is added to the loss of each example is a part of these.
    if (name === 'Add' || name === 'AddN' || name === 'Sub')
      return output.size === given[at].tensor.size ? sum : undefined;
    if (given.length !== 2) return undefined;
    const constant = constantOf(given[1 - at]);
    if (constant === undefined) return undefined;
    if (name === 'Multiply') return { ...sum, factor: sum.factor * constant };
    return name === 'RealDiv' && at === 0 ? { ...sum, factor: sum.factor / constant } : undefined;
  }

  /** A product of predictions, added up over all examples, that meets one number of each of these. */
  #forAll(given: readonly Operand[], operation: string): LossSlip | undefined {
    const [a, b] = given;
    const pooled = given.map(({ tensor }) => this.#pooled.get(tensor.id));
    const other = pooled[0] ? b : a;
    const sum = pooled[0] ?? pooled[1];
    if (!sum || given.length !== 2 || sum.shape.length < 2 || sum.rows < 2) return undefined;
    const { shape, size } = other.tensor;
    if (shape[0] !== sum.rows || size !== sum.rows) return undefined;
    return { kind: 'pooled', operation: operation.toLowerCase(), shapes: [sum.shape, shape], stack: sum.stack };
  }
}

/** Whether weights made it of data. */
function isPrediction({ hasWeights, hasData }: Operand): boolean {
  return hasWeights && hasData;
}
