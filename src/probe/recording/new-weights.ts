/**
 * Finds kernels that a step makes for itself, of random numbers or as a new variable: no optimizer knows them, and the
 * next step makes others.
 */

import type { BundleStack } from '../../report/position';
import { engine, isVariable, type Tensor } from '../tfjs/internals';

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

/** tfjs records the copies that an operation keeps for its gradient under the name of that operation, such as this. */
const copies = '__op';

/** Where a tensor that the step makes comes from. */
interface Origin {
  readonly stack: BundleStack;
  /** The tensor itself, and those that it was made of. */
  readonly ids: readonly number[];
}

/** Those of one step, which begins where this is made. */
export class NewWeights {
  /** Tensors that the step makes have later ids. */
  readonly #lastId = engine.nextTensorId();
  /** Tensors made of new ones and single numbers alone. */
  readonly #new = new Map<number, Origin>();
  /** Tensors made of variables alone, such as a kernel that is transposed. */
  readonly #ofVariables = new Set<number>();
  /** How many operations take a new tensor. */
  readonly #uses = new Map<number, number>();
  readonly #kernels: Origin[] = [];

  /**
   * The calls that made the kernels. What several operations take need be no weights: directions on which two sets of
   * examples are compared, or examples drawn in the step, of which the targets are made as well as the predictions.
   */
  get calls(): readonly BundleStack[] {
    return this.#kernels.filter(({ ids }) => ids.every((id) => this.#uses.get(id) === 1)).map(({ stack }) => stack);
  }

  add({ name, inputs, outputs }: Operation): void {
    if (!hasMade || name.endsWith(copies)) return;
    const given = Object.values(inputs);
    const origins = given.map((tensor) => this.#originOf(tensor));
    for (const { id } of given.filter((_, at) => origins[at])) this.#uses.set(id, (this.#uses.get(id) ?? 0) + 1);
    if (given.length > 0 && given.every((tensor) => this.#isOfVariables(tensor)))
      for (const { id } of outputs) this.#ofVariables.add(id);
    const kernel = name === 'BatchMatMul' ? inputs.b : name === 'Conv2D' ? inputs.filter : undefined;
    const origin = kernel && this.#originOf(kernel);
    if (origin) {
      // Examples may stand in columns, behind the weights.
      if (!(name === 'BatchMatMul' && this.#isOfVariables(inputs.a))) this.#kernels.push(origin);
      return;
    }
    const first = origins.find((origin) => origin !== undefined);
    const isNew = first !== undefined && given.every(({ size }, at) => origins[at] !== undefined || size === 1);
    if (isNew)
      for (const { id } of outputs)
        this.#new.set(id, { stack: first.stack, ids: [id, ...origins.flatMap((origin) => origin?.ids ?? [])] });
  }

  #isOfVariables(tensor: Tensor): boolean {
    return isVariable(tensor) || this.#ofVariables.has(tensor.id);
  }

  #originOf(tensor: Tensor): Origin | undefined {
    const stack = tensor.id > this.#lastId ? made.get(tensor) : undefined;
    return this.#new.get(tensor.id) ?? (stack && { stack, ids: [tensor.id] });
  }
}
