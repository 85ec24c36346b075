/**
 * Watches sigmoids and tanhs that user code applies by operations to what a kernel gives, where other weights read the
 * result: how many of the numbers lie at the flat ends.
 */

import { isVariable, type Tensor, type Variable } from '../tfjs/internals';
import { valuesOf } from '../tfjs/tensor-values';

/** How near to an end a number counts as stuck there, as for the outputs of layers. */
const margin = 0.01;
/** Most numbers of a tensor that are looked at. */
const sampleSize = 32_768;

const lowest: Readonly<Partial<Record<string, number>>> = { Sigmoid: 0, Tanh: -1 };

/** The activation that user code applies to what a kernel gives. */
export interface HiddenActivation {
  readonly activation: 'sigmoid' | 'tanh';
  /** How many numbers it gave, and how many of them at an end of its range; over all calls of a step. */
  readonly count: number;
  readonly atEnds: number;
}

interface Applied extends HiddenActivation {
  readonly kernel: Variable;
}

export class HiddenActivations {
  /** The kernel whose product a tensor is, perhaps with a bias added, by the tensor's id. */
  readonly #kernels = new Map<number, Variable>();
  /** The activation whose result a tensor is. */
  readonly #applied = new Map<number, Applied>();
  readonly #hidden = new Map<Variable, HiddenActivation>();
  readonly #counted = new Set<Applied>();

  /** The activation behind a kernel; undefined where there is none, or no other weights read its result. */
  behind(kernel: Variable): HiddenActivation | undefined {
    return this.#hidden.get(kernel);
  }

  /**
   * @param kernel what an operation multiplies its other input by, if it does
   * @param keeps whether the operation keeps the numbers of its input
   */
  add(
    name: string,
    kernel: Tensor | undefined,
    given: readonly Tensor[],
    outputs: readonly Tensor[],
    keeps: boolean,
  ): void {
    const output = outputs.at(0);
    if (!output) return;
    if (kernel && isVariable(kernel) && kernel.trainable) {
      this.#kernels.set(output.id, kernel);
      for (const { id } of given) this.#count(this.#applied.get(id));
      return;
    }
    const from = name === 'Add' || keeps || name in lowest ? this.#kernelOf(given) : undefined;
    const applied = keeps && given.length > 0 ? this.#applied.get(given[0].id) : undefined;
    if (applied) this.#applied.set(output.id, applied);
    if (!from) return;
    const low = lowest[name];
    if (low === undefined) this.#kernels.set(output.id, from);
    else this.#apply(low === 0 ? 'sigmoid' : 'tanh', from, output, low);
  }

  #kernelOf(given: readonly Tensor[]): Variable | undefined {
    for (const { id } of given) {
      const kernel = this.#kernels.get(id);
      if (kernel) return kernel;
    }
    return undefined;
  }

  #apply(activation: HiddenActivation['activation'], kernel: Variable, output: Tensor, low: number): void {
    const values = valuesOf(output);
    if (!values) return;
    // Odd, so that the numbers do not all come from one column.
    const stride = values.length > sampleSize ? Math.floor(values.length / sampleSize) | 1 : 1;
    let [count, atEnds] = [0, 0];
    for (let at = 0; at < values.length; at += stride, count++)
      if (values[at] < low + margin || values[at] > 1 - margin) atEnds++;
    this.#applied.set(output.id, { activation, kernel, count, atEnds });
  }

  #count(applied: Applied | undefined): void {
    if (!applied || this.#counted.has(applied)) return;
    this.#counted.add(applied);
    const { activation, kernel, count, atEnds } = applied;
    const before = this.#hidden.get(kernel);
    this.#hidden.set(kernel, {
      activation,
      count: count + (before?.count ?? 0),
      atEnds: atEnds + (before?.atEnds ?? 0),
    });
  }
}
