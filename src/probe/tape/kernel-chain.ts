/** Follows how the kernels of hand-written code read each other's products, and which activation lies between them. */

import type { BundleStack } from '../../report/position';
import { engine, isVariable, type Tensor, type Variable } from '../tfjs/internals';
import { activationNames } from './operands';

/** An activation that user code applies by an operation, and the calls that do. */
export interface AppliedActivation {
  /** As tfjs names it in layers. */
  readonly name: string;
  readonly stack: BundleStack;
}

/** Where the product of a kernel stands in the net. */
export interface KernelProduct {
  /** The kernels whose products it was computed from, with no other kernel between. */
  readonly reads: ReadonlySet<Variable>;
  /** The first activation that is applied to it. */
  readonly activation: AppliedActivation | undefined;
}

/** Most products of one kernel whose gradients are read: a recurrent net has one for each time step. */
const mostProducts = 64;

const betweenKernels: Readonly<Partial<Record<string, string>>> = {
  ...activationNames,
  Elu: 'elu',
  Selu: 'selu',
  LeakyRelu: 'leakyReLU',
};

const none: ReadonlySet<Variable> = new Set();

export class KernelChain {
  /** What each kernel gave in this step. */
  readonly products = new Map<Variable, Tensor[]>();
  readonly #reads = new Map<Variable, ReadonlySet<Variable>>();
  readonly #activations = new Map<Variable, AppliedActivation>();
  /** The nearest kernels that a tensor comes of, by its id. */
  readonly #nearest = new Map<number, ReadonlySet<Variable>>();
  /** The variable that a tensor is another shape of, by the tensor's id. */
  readonly #shapes = new Map<number, Variable>();

  /** Undefined for a variable that no operation took as a kernel. */
  productOf(kernel: Variable): KernelProduct | undefined {
    const reads = this.#reads.get(kernel);
    return reads && { reads, activation: this.#activations.get(kernel) };
  }

  /**
   * @param keeps whether the operation keeps the numbers of its input
   * @param stack gives the calls of user code under way
   */
  add(
    name: string,
    inputs: Readonly<Record<string, Tensor>>,
    [output]: readonly (Tensor | undefined)[],
    keeps: boolean,
    stack: () => BundleStack,
  ): void {
    // A gradient inside the loss runs operations of its own.
    if (!output || engine.state.gradientDepth !== 1) return;
    const given = Object.values(inputs);
    const shaped = keeps || name === 'Transpose' ? this.#variableOf(given.at(0)) : undefined;
    if (shaped) this.#shapes.set(output.id, shaped);
    const nearest = this.#nearestOf(given);
    const kernel = this.#kernelOf(name, inputs);
    if (kernel) {
      this.#nearest.set(output.id, new Set([kernel]));
      // Recurrent code comes back to its kernels; the first time tells how they lie one behind the other.
      if (!this.#reads.has(kernel)) this.#reads.set(kernel, nearest);
      const products = this.products.get(kernel) ?? [];
      if (products.length < mostProducts) products.push(output);
      this.products.set(kernel, products);
      return;
    }
    if (nearest.size === 0) return;
    this.#nearest.set(output.id, nearest);
    const activation = betweenKernels[name];
    if (activation === undefined || nearest.size > 1) return;
    const [only] = nearest;
    if (!this.#activations.has(only)) this.#activations.set(only, { name: activation, stack: stack() });
  }

  #variableOf(tensor: Tensor | undefined): Variable | undefined {
    if (!tensor) return undefined;
    return isVariable(tensor) ? tensor : this.#shapes.get(tensor.id);
  }

  /** What an operation multiplies its other input by: the variable on either side of a product, or a filter. */
  #kernelOf(name: string, inputs: Readonly<Record<string, Tensor>>): Variable | undefined {
    if (name === 'BatchMatMul') {
      const [left, right] = [this.#variableOf(inputs.a), this.#variableOf(inputs.b)];
      if (left && right) return undefined;
      return [right, left].find((one) => one?.trainable);
    }
    const filter = /^(Conv[23]D|DepthwiseConv2dNative)$/.test(name) ? this.#variableOf(inputs.filter) : undefined;
    return filter?.trainable ? filter : undefined;
  }

  #nearestOf(given: readonly Tensor[]): ReadonlySet<Variable> {
    const sets = given.flatMap(({ id }) => this.#nearest.get(id) ?? []);
    if (sets.length < 2) return sets.at(0) ?? none;
    return new Set(sets.flatMap((set) => [...set]));
  }
}
