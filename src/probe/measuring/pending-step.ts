/** Holds a step between its backward pass and its update: norms of its gradients, copies of the weights before it. */

import type { RawOrigin } from '../protocol/result';
import { type Engine, isVariable, type Layer, type Model, type Tensor, type Variable } from '../tfjs/internals';
import type { LayerNode } from './model-graph';
import { normOf, scalarOf, sumOfSquares } from './norms';
import { type Values, valuesOf } from '../tfjs/tensor-values';
import type { OwnerTrace, StepTrace } from './step-trace';

/** A backward pass as user code asks for it. */
export interface BackwardCall {
  /** The model whose train function runs; undefined in a loop of user code. */
  readonly model: Model | undefined;
  /** `engine.gradients` without a tap. */
  readonly gradients: Engine['gradients'];
  readonly values: Parameters<Engine['gradients']>;
  /** The state of `Math.random` when the step began. */
  readonly randomState: number;
}

/** As in `RawOrigin`, where the layer is not yet known by its number. */
export interface UnnumberedOrigin extends Omit<RawOrigin, 'step' | 'layer'> {
  /** The layer that ran the operation. */
  readonly layer: Layer | undefined;
  /** The weight that was not finite when the step began. */
  readonly weight: Variable | undefined;
}

export interface WeightBefore {
  /** Whether the loss depends on it at all. */
  readonly isConnected: boolean;
  readonly gradientL2: number;
  readonly l2: number;
  /** Undefined where they cannot be read. */
  readonly values: Values | undefined;
  /** The gradient itself, where user code applies it by calls of its own and this is their first step. */
  readonly gradient?: Values | undefined;
}

export interface PendingStep {
  readonly trace: StepTrace;
  readonly loss: number;
  readonly weights: ReadonlyMap<Variable, WeightBefore>;
  /** By the id of a tensor: the sum of squares of the gradient there. */
  readonly gradientSquares: ReadonlyMap<number, number>;
  /** The graphs of models that took their first step. */
  readonly graphs: LayerGraphs;
  /** The origin of its first number that is not finite, if the probe has looked for it. */
  origin?: UnnumberedOrigin | undefined;
}

/** Whether loss, gradients, weights and sampled outputs show neither NaN nor infinity. */
export function isFiniteStep({ trace, loss, weights, gradientSquares }: PendingStep): boolean {
  if (trace.hasGivenNaN || !Number.isFinite(loss)) return false;
  for (const { gradientL2, l2 } of weights.values()) if (!Number.isFinite(gradientL2 + l2)) return false;
  for (const square of gradientSquares.values()) if (!Number.isFinite(square)) return false;
  return true;
}

export type LayerGraphs = ReadonlyMap<OwnerTrace, readonly LayerNode[]>;

/** The gradients that tfjs gave for a list of tensors that begins with the weights. */
export interface BackwardPass {
  readonly loss: Tensor;
  readonly tensors: readonly Tensor[];
  /** One for each tensor; undefined where the loss does not depend on it. */
  readonly gradients: readonly (Tensor | undefined)[];
  /** How many tensors at the start of the list are those that user code asked for. */
  readonly asked: number;
  /** Whether the gradients of the weights are kept themselves. */
  readonly keepsGradients: boolean;
}

/** Reads backward passes. Copies of weights go into one buffer for each variable, which is used again in each step. */
export class BackwardReader {
  readonly #copies = new WeakMap<Variable, Values>();

  read(trace: StepTrace, graphs: LayerGraphs, pass: BackwardPass): PendingStep {
    return {
      trace,
      loss: scalarOf(pass.loss),
      weights: this.#weights(pass),
      gradientSquares: gradientSquares(pass),
      graphs,
    };
  }

  #weights({ tensors, gradients, asked, keepsGradients }: BackwardPass): Map<Variable, WeightBefore> {
    const weights = new Map<Variable, WeightBefore>();
    for (let i = 0; i < asked; i++) {
      const variable = tensors[i];
      if (!isVariable(variable)) continue;
      const gradient = gradients[i];
      weights.set(variable, {
        isConnected: Boolean(gradient),
        gradientL2: gradient ? normOf(gradient) : 0,
        l2: normOf(variable),
        values: this.#copy(variable),
        ...(keepsGradients && gradient && { gradient: valuesOf(gradient)?.slice() }),
      });
    }
    return weights;
  }

  #copy(variable: Variable): Values | undefined {
    const values = valuesOf(variable);
    if (!values) return undefined;
    let copy = this.#copies.get(variable);
    if (copy?.length !== values.length) this.#copies.set(variable, (copy = values.slice()));
    else copy.set(values);
    return copy;
  }
}

function gradientSquares({ tensors, gradients, asked }: BackwardPass): Map<number, number> {
  const squares = new Map<number, number>();
  // A layer that adds passes the gradient of its output on unchanged: the same numbers under several tensors.
  const known = new Map<object, number>();
  for (let i = asked; i < tensors.length; i++) {
    const gradient = gradients[i];
    if (!gradient) continue;
    const sum = known.get(gradient.dataId) ?? sumOfSquares(gradient);
    known.set(gradient.dataId, sum);
    squares.set(tensors[i].id, sum);
  }
  return squares;
}
