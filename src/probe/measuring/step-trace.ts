/** Records one step's forward pass: layer calls in order of completion, by model, and tensors to get gradients for. */

import type { BundleStack } from '../../report/position';
import type { BatchRows } from '../losses/rows';
import { LossTape } from '../losses/loss-tape';
import { NewWeights } from '../recording/new-weights';
import { StepLosses } from '../losses/step-losses';
import { now } from '../time/clock';
import { ModelCalls } from '../tape/model-calls';
import { normOf } from './norms';
import {
  engine,
  type Layer,
  type Model,
  partsOf,
  type TapeNode,
  type Tensor,
  tensorsIn,
  type Variable,
} from '../tfjs/internals';
import * as tf from '../tfjs/tf';

/** One call of a layer. */
export interface LayerCall {
  /** Ids of the tensors it was given. */
  readonly inputs: readonly number[];
  /** Copies of its inputs, where only a copy's gradient is this layer's own share. */
  readonly inputTaps: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  /** The part of the tape that the call recorded. */
  readonly tapeStart: number;
  readonly tapeEnd: number;
}

/** All calls of one layer in one step. */
export interface LayerTrace {
  readonly layer: Layer;
  readonly calls: LayerCall[];
  /** Recurrent layers: the cell's output at each time step, in the order in which they were computed. */
  readonly cellOutputs: Tensor[];
  /** Whether it called other layers; if so, it reads their outputs. */
  composite: boolean;
  /** The first call in it that turns a tensor of the step into what has no gradient. */
  leak?: TapeLeak | undefined;
  /** Variables that its operations read and that are none of its weights. */
  reads?: Set<Variable> | undefined;
}

/** A call that takes values off the tape, on which tfjs records what gradients flow back through. */
export interface TapeLeak {
  /** `dataSync`, for one. */
  readonly operation: string;
  readonly stack: BundleStack;
}

/** The layers that ran under one model, or under none (`undefined`). */
export class OwnerTrace {
  readonly layers = new Map<Layer, LayerTrace>();

  constructor(readonly model: Model | undefined) {}

  of(layer: Layer): LayerTrace {
    let trace = this.layers.get(layer);
    if (!trace) this.layers.set(layer, (trace = { layer, calls: [], cellOutputs: [], composite: false }));
    else if (trace.calls.length === 0) {
      // The map is in order of completion, and the layer's first call ends here.
      this.layers.delete(layer);
      this.layers.set(layer, trace);
    }
    return trace;
  }

  /** Whether one of these can be a weight of the model. */
  holdsAny(weights: { has(variable: Variable): boolean }): boolean {
    for (const layer of this.layers.keys()) if (partsOf(layer).weights.some(({ val }) => weights.has(val))) return true;
    return false;
  }
}

export class StepTrace {
  readonly owners = new Map<Model | undefined, OwnerTrace>();
  /** Tensors whose gradients tfjs is asked for besides those of the weights. */
  readonly wanted: Tensor[] = [];
  /** Root mean square of what a loose kernel gives. */
  readonly productSizes = new Map<Variable, number>();
  /** The losses that the step computes. */
  readonly losses = new StepLosses();
  readonly tape = new LossTape();
  readonly newWeights = new NewWeights();
  readonly modelCalls = new ModelCalls();
  /** The examples of a step of a hand-written loop, where they can be read. */
  batch: BatchRows | undefined;
  readonly startedAt = now();
  /** Whether the tape tells of slips in the loss. */
  readsTape = true;
  /** Whether it is a step of a compiled model. */
  isCompiled = false;
  /** The outermost model that is being run. */
  model: Model | undefined;
  /** Whether an output that was sampled holds NaN. */
  hasGivenNaN = false;
  /** The calls under way, innermost last. */
  readonly open: LayerTrace[] = [];

  owner(): OwnerTrace {
    let owner = this.owners.get(this.model);
    if (!owner) this.owners.set(this.model, (owner = new OwnerTrace(this.model)));
    return owner;
  }

  /** Runs a model; one inside another is part of the outer one. */
  inModel<T>(model: Model, inputs: unknown, run: () => T): T {
    if (this.model) return run();
    this.model = model;
    const { activeTape, gradientDepth } = engine.state;
    const tape = activeTape ?? [];
    const start = tape.length;
    try {
      const result = run();
      // A gradient inside the loss, as in a gradient penalty, has a meaning of its own.
      if (gradientDepth === 1) {
        this.modelCalls.add(model, inputs, result, tape, start);
        for (const output of tensorsIn(result)) if (!this.wanted.includes(output)) this.want(output);
      }
      return result;
    } finally {
      this.model = undefined;
    }
  }

  /**
   * What a step of a loop reads and compares. Of several models that it trains, only the one whose outputs are compared
   * is told, and only what they are compared with.
   */
  dataFor(owner: OwnerTrace, isOnly: boolean): Pick<LossTape, 'inputs' | 'targets'> {
    const { inputs, targets } = this.tape;
    if (isOnly) return { inputs, targets };
    const compared = new Set(this.losses.calls.map(({ outputId }) => outputId));
    const calls = [...owner.layers.values()].flatMap((layer) => layer.calls);
    const isCompared = calls.some(({ outputs }) => outputs.some(({ id }) => compared.has(id)));
    return { inputs: new Set(), targets: isCompared ? targets : new Set() };
  }

  /** Notes that the layer that is running takes values off the tape. */
  noteLeak(leak: TapeLeak): void {
    const layer = this.open.at(-1);
    if (layer) layer.leak ??= leak;
  }

  /** @param inputs of an operation, which the layer that is running may read beside its weights */
  noteReads(inputs: TapeNode['inputs']): void {
    const trace = this.open.at(-1);
    if (!trace) return;
    for (const input of Object.values(inputs)) {
      if (!(input instanceof tf.Variable)) continue;
      const variable = input as Variable;
      const isWeight = partsOf(trace.layer).weights.some(({ val }) => val === variable);
      if (variable.trainable && !isWeight) (trace.reads ??= new Set()).add(variable);
    }
  }

  /** Wants the gradients of what loose kernels give, and measures how large that is while it exists. */
  wantProducts(isLoose: (variable: Variable) => boolean): void {
    for (const [kernel, products] of this.tape.chain.products) {
      if (!isLoose(kernel)) continue;
      for (const product of products) this.want(product);
      // `tf.tidy` in the code may have disposed of it.
      const [first] = products;
      this.productSizes.set(kernel, first.isDisposed ? NaN : normOf(first) / Math.sqrt(first.size));
    }
  }

  want(tensor: Tensor): void {
    if (tensor.dtype === 'float32') this.wanted.push(tensor);
  }
}
