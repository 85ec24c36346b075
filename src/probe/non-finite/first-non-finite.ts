/** Finds, among the operations of a step, the one that made the first number that is not finite. */

import { isVariable, type Tensor, type Variable } from '../tfjs/internals';
import { type NonFiniteGradient, isNonFinite, type Operation, type OperationWatch } from './operation-watch';

export type FirstNonFinite =
  | { readonly by: 'operation'; readonly operation: Operation }
  | { readonly by: 'gradient'; readonly bad: NonFiniteGradient }
  | { readonly by: 'weight'; readonly weight: Variable }
  | { readonly by: 'data'; readonly tensor: Tensor };

/**
 * Finds what began the NaN or infinity of a step. Not every infinity is a fault: a mask may hold -infinity, which a
 * softmax turns into 0. So the search begins at the first NaN, or at an infinite loss, and goes back along tensors that
 * are not finite.
 *
 * @param loss undefined where the forward pass did not end
 * @returns undefined where everything was finite
 */
export function firstNonFinite(watch: OperationWatch, loss: Tensor | undefined): FirstNonFinite | undefined {
  const steps = new ForwardSteps(watch.operations);
  const before = loss && steps.before(loss.id);
  const firstNaN = watch.operations.find(
    (operation) => has('nan', operation.outputs) && !has('nan', operation.inputs) && (before?.has(operation) ?? true),
  );
  const start = firstNaN ?? firstReader(watch.operations, before) ?? steps.infiniteLoss(loss);
  if (start) return steps.back(start);
  const bad = watch.badGradient;
  if (!bad) return undefined;
  return bad.operation.inputs.some(isNonFinite) || bad.operation.outputs.some(isNonFinite)
    ? steps.back(bad.operation)
    : { by: 'gradient', bad };
}

/** The first operation that reads a NaN which no operation made: the NaN was in the data or in a weight. */
function firstReader(
  operations: readonly Operation[],
  before: ReadonlySet<Operation> | undefined,
): Operation | undefined {
  return operations.find((operation) => has('nan', operation.inputs) && (before?.has(operation) ?? true));
}

function has(finiteness: 'nan' | 'infinite', tensors: Operation['inputs']): boolean {
  return tensors.some((one) => one.finiteness === finiteness);
}

class ForwardSteps {
  /**
   * The operation that made a tensor, by the tensor's id. Of nested operations the inner one ends first, and counts.
   */
  readonly #madeBy = new Map<number, Operation>();

  constructor(operations: readonly Operation[]) {
    for (const operation of operations)
      for (const { tensor } of operation.outputs)
        if (!this.#madeBy.has(tensor.id)) this.#madeBy.set(tensor.id, operation);
  }

  /** The operations that a tensor was computed by. */
  before(id: number): ReadonlySet<Operation> {
    const found = new Set<Operation>();
    const open = [id];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const operation = this.#madeBy.get(next);
      if (!operation || found.has(operation)) continue;
      found.add(operation);
      for (const { tensor } of operation.inputs) open.push(tensor.id);
    }
    return found;
  }

  infiniteLoss(loss: Tensor | undefined): Operation | undefined {
    const operation = loss && this.#madeBy.get(loss.id);
    return operation?.outputs.some(isNonFinite) ? operation : undefined;
  }

  /** Goes back from an operation along tensors that are not finite, to the operation, weight or data that began it. */
  back(start: Operation): FirstNonFinite {
    let operation = start;
    for (;;) {
      const input = operation.inputs.find(isNonFinite);
      if (!input) return { by: 'operation', operation };
      const maker = this.#madeBy.get(input.tensor.id);
      if (!maker)
        return isVariable(input.tensor) ? { by: 'weight', weight: input.tensor } : { by: 'data', tensor: input.tensor };
      operation = maker;
    }
  }
}
