/**
 * Finds kernels that a step makes for itself, of random numbers or as a new variable: no optimizer knows them, and the
 * next step makes others.
 */

import type { BundleStack } from '../../report/position';
import { engine, type Tensor } from '../tfjs/internals';

/** What user code makes by such calls while a loss is computed, with the calls. */
const made = new WeakMap<Tensor, BundleStack>();
let hasMade = false;

/** Call it where user code makes random numbers or a variable while a loss is computed. */
export function noteNewWeights(tensor: Tensor, stack: BundleStack): void {
  hasMade = true;
  made.set(tensor, stack);
}

/** An operation as tfjs writes it on the tape. */
interface Operation {
  readonly name: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputs: readonly Tensor[];
}

/** Those of one step, which begins where this is made. */
export class NewWeights {
  /** Tensors that the step makes have later ids. */
  readonly #lastId = engine.nextTensorId();
  /** Tensors made of new ones and single numbers alone. */
  readonly #new = new Map<number, BundleStack>();
  readonly #kernels = new Map<number, { readonly stack: BundleStack; uses: number }>();

  /**
   * The calls that made the kernels. What several operations take, such as directions on which two sets of examples
   * are compared, need be no weights.
   */
  get calls(): readonly BundleStack[] {
    return [...this.#kernels.values()].flatMap(({ stack, uses }) => (uses === 1 ? [stack] : []));
  }

  add({ name, inputs, outputs }: Operation): void {
    if (!hasMade) return;
    const kernel = name === 'BatchMatMul' ? inputs.b : name === 'Conv2D' ? inputs.filter : undefined;
    const stack = kernel && this.#stackOf(kernel);
    if (kernel && stack) {
      const known = this.#kernels.get(kernel.id) ?? { stack, uses: 0 };
      this.#kernels.set(kernel.id, { ...known, uses: known.uses + 1 });
      return;
    }
    const given = Object.values(inputs);
    const origins = given.map((tensor) => this.#stackOf(tensor));
    const first = origins.find((origin) => origin !== undefined);
    if (first && given.every(({ size }, at) => origins[at] !== undefined || size === 1))
      for (const { id } of outputs) this.#new.set(id, first);
  }

  #stackOf(tensor: Tensor): BundleStack | undefined {
    return this.#new.get(tensor.id) ?? (tensor.id > this.#lastId ? made.get(tensor) : undefined);
  }
}
