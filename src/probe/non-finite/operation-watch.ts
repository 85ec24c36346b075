/** Records every operation of a forward and backward pass: its inputs, its output, and the code that calls it. */

import type { OperandValues } from '../protocol/result';
import { engine, isContainer, type KernelCall, type Layer, methodsOf, type Tensor } from '../tfjs/internals';
import * as tf from '../tfjs/tf';
import { describeValues, finitenessOf, type Finiteness } from './finiteness';

/** The arguments of a loss function; tfjs passes the targets first. */
export type LossArgumentRole = 'targets' | 'outputs';

export interface WatchedTensor {
  readonly tensor: Tensor;
  readonly finiteness: Finiteness;
  /** The arguments of the loss function that it was computed from; empty outside of a loss function. */
  readonly from: ReadonlySet<LossArgumentRole>;
}

/** The code around an operation. */
export interface OperationContext {
  /** The trace of `Error.stack`. */
  readonly trace: string;
  /** The innermost layer whose `apply` was running. */
  readonly layer: Layer | undefined;
  /** The trace at the call of that layer's `apply`; empty without a layer. */
  readonly layerTrace: string;
  /** The loss that was running, as `compile` was given it. */
  readonly loss: unknown;
}

export interface Operation extends OperationContext {
  /** tfjs's name of the kernel, such as `Log`. */
  readonly kernel: string;
  readonly inputs: readonly WatchedTensor[];
  readonly outputs: readonly WatchedTensor[];
  /** Describes each input, if the operation made a number that is not finite from finite ones. */
  readonly values?: readonly (OperandValues | undefined)[];
}

/** An operation whose gradient is not finite although the gradient at its output is. */
export interface NonFiniteGradient {
  readonly operation: Operation;
  /** Describes the tensors that the operation kept for its gradient. */
  readonly values: readonly (OperandValues | undefined)[];
}

type RunKernel = (call: KernelCall) => Tensor | Tensor[];
type Loss = (...values: never[]) => Tensor;

/** Watches while `during` runs; tfjs is as it was afterwards. */
export class OperationWatch {
  /** The operations, in the order in which they ended. */
  readonly operations: Operation[] = [];
  /** The first bad gradient; gradients run from the loss to the input. */
  badGradient: NonFiniteGradient | undefined;
  readonly #from = new Map<number, ReadonlySet<LossArgumentRole>>();
  readonly #layers: { readonly layer: Layer; readonly trace: string }[] = [];
  #loss: unknown;
  #isForward = true;

  /**
   * @param lossFunctions of the model whose train function runs; the watch puts its own in their place meanwhile
   * @param given what `compile` was given for each of them
   * @param during runs the forward pass, and then the backward pass
   */
  during<T>(lossFunctions: unknown[], given: (output: number) => unknown, during: () => T): T {
    const layers = methodsOf(tf.layers.Layer.prototype);
    const { apply } = layers;
    const runKernel = engine.runKernelFunc.bind(engine);
    const losses = [...lossFunctions];
    layers.apply = this.#watchedApply(apply);
    engine.runKernelFunc = this.#watchedKernel(runKernel);
    lossFunctions.splice(
      0,
      losses.length,
      ...losses.map((loss, output) => this.#watchedLoss(loss as Loss, given(output))),
    );
    try {
      return during();
    } finally {
      layers.apply = apply;
      engine.runKernelFunc = runKernel;
      lossFunctions.splice(0, losses.length, ...losses);
    }
  }

  /** The forward pass is over: from here on operations belong to gradients. */
  endForward(): void {
    this.#isForward = false;
  }

  #watchedApply(apply: (...values: never[]) => unknown): (...values: never[]) => unknown {
    const open = this.#layers;
    return function (this: Layer, ...values: never[]) {
      if (isContainer(this)) return apply.apply(this, values);
      open.push({ layer: this, trace: new Error().stack ?? '' });
      try {
        return apply.apply(this, values);
      } finally {
        open.pop();
      }
    };
  }

  #watchedLoss(loss: Loss, given: unknown): Loss {
    return (...values: never[]) => {
      const [targets, outputs] = values as readonly Tensor[];
      this.#from.set(targets.id, new Set(['targets']));
      this.#from.set(outputs.id, new Set(['outputs']));
      const outer = this.#loss;
      this.#loss = given ?? loss;
      try {
        return loss(...values);
      } finally {
        this.#loss = outer;
      }
    };
  }

  #watchedKernel(run: RunKernel): RunKernel {
    return (call) => {
      if (!this.#isForward) return run(call);
      const inputs = Object.values(call.inputs).filter((input) => input instanceof tf.Tensor);
      const given = inputs.map((tensor) => this.#watched(tensor, this.#from.get(tensor.id) ?? new Set()));
      const result = run(call);
      const from = new Set(given.flatMap((input) => [...input.from]));
      const outputs = (Array.isArray(result) ? result : [result]).map((tensor) => this.#watched(tensor, from));
      if (from.size > 0) for (const { tensor } of outputs) this.#from.set(tensor.id, from);
      const isNew = !given.some(isNonFinite) && outputs.some(isNonFinite);
      const operation: Operation = {
        kernel: call.kernelName ?? engine.state.activeScope?.name ?? '',
        inputs: given,
        outputs,
        trace: new Error().stack ?? '',
        layer: this.#layers.at(-1)?.layer,
        layerTrace: this.#layers.at(-1)?.trace ?? '',
        loss: this.#loss,
        ...(isNew && { values: inputs.map(describeValues) }),
      };
      this.operations.push(operation);
      // The tape gets the operation last, behind the copies that it keeps for its gradient.
      const node = engine.state.kernelDepth === 0 ? engine.state.activeTape?.at(-1) : undefined;
      if (node?.gradient && node.outputs.includes(outputs[0].tensor))
        this.#watchGradient(node as Required<typeof node>, operation);
      return result;
    };
  }

  #watchGradient(
    node: { gradient: (dys: Tensor[]) => Record<string, () => Tensor>; readonly saved: readonly Tensor[] },
    operation: Operation,
  ): void {
    const { gradient } = node;
    node.gradient = (dys) => {
      const arrives = dys.some((dy) => (dy as Tensor | null) && finitenessOf(dy) !== 'finite');
      const gradients = gradient(dys);
      if (arrives || this.badGradient) return gradients;
      return Object.fromEntries(
        Object.entries(gradients).map(([name, give]) => [
          name,
          () => {
            const given = give();
            if (finitenessOf(given) !== 'finite')
              this.badGradient ??= { operation, values: node.saved.map(describeValues) };
            return given;
          },
        ]),
      );
    };
  }

  #watched(tensor: Tensor, from: ReadonlySet<LossArgumentRole>): WatchedTensor {
    return { tensor, finiteness: finitenessOf(tensor), from };
  }
}

/** Whether a tensor holds a number that is NaN or infinite. */
export function isNonFinite({ finiteness }: WatchedTensor): boolean {
  return finiteness !== 'finite';
}
