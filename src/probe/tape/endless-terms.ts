/**
 * Follows what a loss adds up of one tensor: its exponential beside itself, or its square beside its logarithm. A
 * divergence from a normal distribution subtracts the logarithm; where a loss adds both, it falls without end.
 */

import type { BundleStack } from '../../report/position';
import type { Tensor } from '../tfjs/internals';
import { constantOf, type Operand } from './operands';

/** A part of a sum: a function of one tensor that weights made, times a number. */
interface Term {
  /** The id of that tensor. */
  readonly root: number;
  /** `falling`: the exponential of a negative multiple of it. */
  readonly of: 'itself' | 'exponential' | 'falling' | 'square' | 'logarithm';
  readonly sign: 1 | -1;
}

type Terms = readonly Term[];

/** Parts of a loss that fall without end together. */
interface Endless {
  /** Which part has the wrong sign. */
  readonly of: 'itself' | 'logarithm';
  /** The call that added it up with the part that should hold it. */
  readonly stack: BundleStack;
}

/** Kernels that add up the numbers of a tensor, or put them in another order. A part of them is a tensor by itself. */
const gathering = new Set(['Sum', 'Mean', 'Transpose']);
/** Kernels whose results stay above some number, so that a sum of them has a least value. */
const bounding = new Set(['Sigmoid', 'Softmax', 'Tanh', 'Relu', 'Relu6', 'Softplus', 'ClipByValue', 'Abs', 'Exp']);
/** Sums of more parts are not looked at. */
const mostTerms = 24;

export class EndlessTerms {
  readonly #terms = new Map<number, Terms>();
  /** By the ids of tensors, where the parts first met; also of sums that they went into. */
  readonly #metAt = new Map<number, BundleStack>();
  /** Roots that have a least value, or that some other part of the loss keeps from falling without end. */
  readonly #held = new Set<number>();
  readonly #divisors = new Set<number>();

  /** Parts that fall without end in a loss; undefined for none, or where another operation changed their sum. */
  partsIn(loss: Tensor): Endless | undefined {
    const stack = this.#metAt.get(loss.id);
    const of = stack && this.#endlessOf(this.#terms.get(loss.id) ?? []);
    return of && { of, stack };
  }

  /**
   * @param name of the kernel, or of the operation where that defines its own gradient
   * @param keeps whether the operation only changes the shape
   * @param stack gives the calls of user code under way
   */
  add(
    name: string,
    given: readonly Operand[],
    outputs: readonly Tensor[],
    keeps: boolean,
    stack: () => BundleStack,
  ): void {
    if (outputs.length !== 1 || !given.some(({ hasWeights }) => hasWeights)) return;
    if (bounding.has(name)) this.#held.add(outputs[0].id);
    const terms = given.length === 1 ? this.#ofOne(name, given[0], keeps) : this.#ofTwo(name, given);
    if (!terms) this.#noteHeld(name, given);
    if (!terms || terms.length > mostTerms) return;
    const [{ id }] = outputs;
    this.#terms.set(id, terms);
    const met = given.map(({ tensor }) => this.#metAt.get(tensor.id)).find((one) => one !== undefined);
    if (met) this.#metAt.set(id, met);
    else if (this.#endlessOf(terms) ?? this.#endlessOf(turned(terms))) this.#metAt.set(id, stack());
  }

  /**
   * Errors that are divided by a deviation, or multiplied by the exponential of a negative logarithm of it, grow as it
   * goes to zero. The noise of a variational autoencoder is multiplied by the deviation itself, and holds nothing.
   */
  #noteHeld(name: string, given: readonly Operand[]): void {
    const divisors = name === 'RealDiv' ? given.slice(1) : name === 'Reciprocal' || name === 'Rsqrt' ? given : [];
    for (const { root } of divisors.flatMap((one) => this.#of(one))) {
      this.#held.add(root);
      this.#divisors.add(root);
    }
    if (name !== 'Multiply') return;
    for (const { root, of } of given.flatMap((one) => this.#of(one))) if (of === 'falling') this.#held.add(root);
  }

  /** Those of a tensor; one that no operation here made counts as a part by itself. */
  #of({ tensor: { id } }: Operand): Terms {
    return this.#terms.get(id) ?? [{ root: id, of: 'itself', sign: 1 }];
  }

  #ofOne(name: string, only: Operand, keeps: boolean): Terms | undefined {
    const terms = this.#of(only);
    if (keeps || gathering.has(name)) return terms;
    if (name === 'Neg') return turned(terms);
    const [first] = terms;
    if (terms.length !== 1) return undefined;
    const { root, of, sign } = first;
    if (name === 'Exp' && of === 'itself') return [{ root, of: sign > 0 ? 'exponential' : 'falling', sign: 1 }];
    if (name === 'Square' && of === 'itself') return [{ root, of: 'square', sign: 1 }];
    if (name === 'Log' && sign > 0 && (of === 'itself' || of === 'square')) return [{ root, of: 'logarithm', sign: 1 }];
    return undefined;
  }

  #ofTwo(name: string, given: readonly Operand[]): Terms | undefined {
    const [a, b] = given;
    if (given.length !== 2) return undefined;
    if (name === 'Multiply' || name === 'RealDiv') {
      const [part, factor] = a.hasWeights ? [a, b] : [b, a];
      const value = name === 'RealDiv' && part === b ? undefined : constantOf(factor);
      if (value === undefined || value === 0) return this.#squareOf(name, a, b);
      return value > 0 ? this.#of(part) : turned(this.#of(part));
    }
    if (name !== 'Add' && name !== 'Sub') return undefined;
    const [first, second] = given.map((one) => (one.hasWeights ? this.#of(one) : []));
    // A product and its bias make one number, which may have its exponential taken.
    const isPlain = [first, second].every((terms) => terms.length > 0 && terms.every(({ of }) => of === 'itself'));
    return isPlain ? undefined : [...first, ...(name === 'Sub' ? turned(second) : second)];
  }

  /** Which part of a sum has the wrong sign, so that it has no least value; undefined where all hold each other. */
  #endlessOf(terms: Terms): Endless['of'] | undefined {
    for (const { root } of terms) {
      const has = (of: Term['of'], sign: Term['sign']): boolean =>
        terms.some((term) => term.root === root && term.of === of && term.sign === sign);
      const isHeld = has('square', 1) || has('logarithm', -1) || this.#held.has(root);
      if (!isHeld && has('exponential', 1) && has('itself', 1)) return 'itself';
      if (!isHeld && has('falling', 1) && has('itself', -1)) return 'itself';
      const isDivisor = this.#divisors.has(root);
      if (has('square', 1) && has('logarithm', 1) && !has('logarithm', -1) && !isDivisor) return 'logarithm';
    }
    return undefined;
  }

  #squareOf(name: string, a: Operand, b: Operand): Terms | undefined {
    return name === 'Multiply' && a.tensor.id === b.tensor.id ? this.#ofOne('Square', a, false) : undefined;
  }
}

function turned(terms: Terms): Terms {
  return terms.map((term) => ({ ...term, sign: term.sign > 0 ? -1 : 1 }));
}
