/** Works out the numbers of one training step for layers and weights: gradient norms, backward gains, update ratios. */

import type { HiddenActivation } from '../tape/hidden-activations';
import type { KernelProduct } from '../tape/kernel-chain';
import type { StepLosses } from '../losses/step-losses';
import type { Layer, Variable } from '../tfjs/internals';
import { distinctColumns } from './distinct-units';
import { distance, normOf } from './norms';
import type { PendingStep } from './pending-step';
import type { OwnerTrace } from './step-trace';

/** The numbers of one step for one weight. */
export interface WeightStep {
  /** 0 where the loss does not depend on the weight. */
  readonly gradientL2: number;
  /** L2 of the weight before the update. */
  readonly l2: number;
  /** L2 of the change that the optimizer made, divided by `l2`; NaN for a weight that is all zeros. */
  readonly updateRatio: number;
  /** Whether the loss depends on it at all. */
  readonly isConnected: boolean;
  /** Units that differ from each other before the update; only in the model's first step. */
  readonly distinctUnits?: number | undefined;
}

/** The numbers of one step for one layer. */
export interface LayerStep {
  /** L2 of the gradient of the loss with respect to the layer's outputs. */
  readonly outputGradientL2: number;
  /** L2 of the gradient at the layer's inputs, divided by `outputGradientL2`; NaN where either cannot be told. */
  readonly backwardGain: number;
  /** Recurrent layers: L2 of the gradient at each time step's output, oldest first. */
  readonly timeSteps?: readonly number[];
}

/** The numbers of one step for what a loose kernel gives. */
export interface ProductStep extends KernelProduct {
  /** L2 of the gradient of the loss with respect to it. */
  readonly gradientL2: number;
  /** Root mean square of its numbers. */
  readonly size: number;
}

/** The numbers of one step for one model. */
export interface ModelStep {
  readonly loss: number;
  readonly losses: StepLosses;
  layer(layer: Layer): LayerStep;
  weight(variable: Variable): WeightStep;
  /** Whether the loss depends on it at all. */
  isConnected(variable: Variable): boolean;
  /** The activation that user code applies behind a kernel. */
  activationBehind(variable: Variable): HiddenActivation | undefined;
  /** Undefined for what is no kernel of loose code. */
  product(kernel: Variable): ProductStep | undefined;
}

/** Works out a step's numbers once its update has been made; several models may have had a share in it. */
export class StepNumbers {
  readonly #weights = new Map<Variable, WeightStep>();

  constructor(private readonly step: PendingStep) {}

  /** @param isFirst whether it is the model's first step */
  of(owner: OwnerTrace, isFirst: boolean): ModelStep {
    return {
      loss: this.step.loss,
      losses: this.step.trace.losses,
      layer: (layer) => this.#layer(owner, layer),
      weight: (variable) => this.#weight(variable, isFirst),
      isConnected: (variable) => this.isConnected(variable),
      activationBehind: (variable) => this.step.trace.tape.hiddenActivations.behind(variable),
      product: (kernel) => this.#product(kernel),
    };
  }

  isConnected(variable: Variable): boolean {
    return this.step.weights.get(variable)?.isConnected ?? false;
  }

  #weight(variable: Variable, isFirst: boolean): WeightStep {
    const known = this.#weights.get(variable);
    if (known) return known;
    const before = this.step.weights.get(variable);
    const numbers: WeightStep = before
      ? {
          gradientL2: before.gradientL2,
          isConnected: before.isConnected,
          l2: before.l2,
          updateRatio: before.values ? ratio(distance(variable, before.values), before.l2) : NaN,
          ...(isFirst &&
            before.values && { distinctUnits: distinctColumns(before.values, variable.shape.at(-1) ?? 1) }),
        }
      : { gradientL2: 0, isConnected: false, l2: normOf(variable), updateRatio: 0 };
    this.#weights.set(variable, numbers);
    return numbers;
  }

  #product(kernel: Variable): ProductStep | undefined {
    const { tape, productSizes } = this.step.trace;
    const { chain } = tape;
    const product = chain.productOf(kernel);
    if (!product) return undefined;
    const squares = (chain.products.get(kernel) ?? []).map(({ id }) => this.step.gradientSquares.get(id) ?? 0);
    const gradientL2 = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
    return { ...product, gradientL2, size: productSizes.get(kernel) ?? NaN };
  }

  #layer(owner: OwnerTrace, layer: Layer): LayerStep {
    const trace = owner.layers.get(layer);
    if (!trace) return { outputGradientL2: 0, backwardGain: NaN };
    const { gradientSquares } = this.step;
    let arriving = 0;
    let leaving = NaN;
    for (const call of trace.calls) {
      for (const { id } of call.outputs) arriving += gradientSquares.get(id) ?? 0;
      const ids = call.inputTaps.length > 0 ? call.inputTaps.map((copy) => copy.id) : call.inputs;
      for (const id of ids) {
        const square = gradientSquares.get(id);
        if (square !== undefined) leaving = (Number.isNaN(leaving) ? 0 : leaving) + square;
      }
    }
    const timeSteps = trace.cellOutputs.map(({ id }) => Math.sqrt(gradientSquares.get(id) ?? 0));
    return {
      outputGradientL2: Math.sqrt(arriving),
      backwardGain: ratio(Math.sqrt(leaving), Math.sqrt(arriving)),
      ...(timeSteps.length > 0 ? { timeSteps } : {}),
    };
  }
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? NaN : part / whole;
}
