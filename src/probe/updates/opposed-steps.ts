/**
 * Finds two steps of a loop that train the same weights in opposite directions, as those of a generator and its judge
 * do where each trains the weights of both. Steps with lists of their own may well dispute a part on purpose.
 */

import type { LossSlip } from '../losses/step-losses';
import { isVariable, type Tensor, type Variable } from '../tfjs/internals';
import { type Values, valuesOf } from '../tfjs/tensor-values';

/** So many times in a row two steps meet before they count. */
const leastMeetings = 10;
/**
 * The gradients of two steps are opposite below this cosine, in the median. Chosen: a loss and its opposite have -1,
 * and losses that have nothing to do with each other 0 on average.
 */
const opposite = -0.5;
/** Larger kernels are not looked at. */
const mostNumbers = 20_000;
/** Kernels of a step at most that are looked at. */
const mostKernels = 8;

interface Seen {
  key: string;
  /** The ids of all that the step trains. */
  trained: string;
  gradient: Values;
  readonly cosines: number[];
}

export class OpposedSteps {
  readonly #seen = new WeakMap<Variable, Seen>();
  #lastKey = '';

  /**
   * Notes a step.
   * @param key tells the steps of a loop apart
   * @param trained what it takes gradients of
   * @param gradients of these, in that order
   * @returns whether another step trains one of its kernels in the opposite direction
   */
  add(key: string, trained: readonly Tensor[], gradients: readonly (Tensor | null | undefined)[]): boolean {
    const isTurn = key !== this.#lastKey && this.#lastKey !== '';
    this.#lastKey = key;
    const kernels = trained.flatMap((tensor, at): [Variable, Tensor][] => {
      const gradient = gradients[at];
      return gradient && isVariable(tensor) && isKernel(tensor) ? [[tensor, gradient]] : [];
    });
    const ids = trained.flatMap(({ id }, at) => (gradients[at] ? id : [])).sort((a, b) => a - b);
    const step = { key, trained: ids.join(' '), isTurn };
    const opposed = kernels.slice(0, mostKernels).map(([kernel, gradient]) => {
      const values = valuesOf(gradient);
      return values !== undefined && this.#isOpposed(kernel, values, step);
    });
    return opposed.includes(true);
  }

  #isOpposed(
    kernel: Variable,
    gradient: Values,
    { key, trained, isTurn }: { readonly key: string; readonly trained: string; readonly isTurn: boolean },
  ): boolean {
    const seen = this.#seen.get(kernel);
    if (!seen) {
      this.#seen.set(kernel, { key, trained, gradient: gradient.slice(), cosines: [] });
      return false;
    }
    if (isTurn && seen.key !== key && seen.trained === trained) {
      const cosine = cosineOf(seen.gradient, gradient);
      if (Number.isFinite(cosine)) seen.cosines.push(cosine);
    }
    seen.key = key;
    seen.trained = trained;
    seen.gradient = gradient.slice();
    const sorted = [...seen.cosines].sort((a, b) => a - b);
    return sorted.length >= leastMeetings && sorted[sorted.length >> 1] < opposite;
  }
}

function isKernel(tensor: Tensor): boolean {
  return tensor.rank > 1 && tensor.size <= mostNumbers;
}

function cosineOf(a: Values, b: Values): number {
  let [product, first, second] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    product += a[at] * b[at];
    first += a[at] * a[at];
    second += b[at] * b[at];
  }
  return product / Math.sqrt(first * second);
}

/** The slip of such a step, but for its place. */
export const opposedSlip: Omit<LossSlip, 'stack'> = { kind: 'opposed', operation: 'minimize', shapes: [] };
