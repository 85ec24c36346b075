/** Measures training steps: reads gradients after the backward pass, and after the update how far the weights moved. */

import {
  type Engine,
  engine,
  isVariable,
  type Layer,
  methodsOf,
  type Model,
  type Tensor,
  type Variable,
} from '../tfjs/internals';
import { optimizerPrototypes } from '../recording/recorder';
import { randomState } from '../tfjs/seeded-random';
import { loopBatchRows } from '../further/batch-rows';
import type { FurtherLosses } from '../further/further-losses';
import type { BatchRows } from '../losses/rows';
import { noteLoopLoss, noteWrongComparisons } from '../losses/loop-loss';
import type { LossTape } from '../losses/loss-tape';
import type { BundleStack } from '../../report/position';
import type { MeasuredModel } from './measured-model';
import { type LayerNode, readModelGraph } from './model-graph';
import {
  BackwardReader,
  type LayerGraphs,
  isFiniteStep,
  type UnnumberedOrigin,
  type BackwardCall,
  type PendingStep,
} from './pending-step';
import { StepNumbers } from './step-numbers';
import { type OwnerTrace, StepTrace } from './step-trace';
import { stepSlips } from '../updates/step-slips';
import { tensorsByName } from '../updates/applied-gradients';
import { slipsOfLoss, UpdateSlips } from '../updates/update-slips';
import type { LossSlip } from '../losses/step-losses';
import type { TapPolicy } from './taps';
import { valuesOf } from '../tfjs/tensor-values';
import * as tf from '../tfjs/tf';

/** What the meter needs to know of the run. */
export interface MeterHost {
  /** Whether steps are measured at this moment. */
  readonly measuring: boolean;
  outermost(model: Model): Model;
  /**
   * The measured model of a model; without a model, the one of the variables that the optimizer trains besides models.
   */
  measuredModel(model: Model | undefined, optimizer?: tf.Optimizer): MeasuredModel;
  /** Whether the variable belongs to no layer. */
  isLoose(variable: Variable): boolean;
  /** Whether any of these layers and variables, which no model holds together, is to be measured. */
  isRequested(made: readonly object[]): boolean;
  adopt(layer: Layer, wrapped: readonly Layer[]): void;
  /** Whether the examples of a hand-written loop's next step count, because it is measured or a further one. */
  readonly readsRows: boolean;
  /** Notes the examples of a measured step of a hand-written loop. */
  noteRows(model: MeasuredModel, batch: BatchRows): void;
  /** Where steps beyond the measured ones are noted; undefined where no more are wanted. */
  furtherSteps(model: MeasuredModel): FurtherLosses | undefined;
  /** The calls of user code under way. */
  callUnderWay(): BundleStack;
  /** The call that multiplied one of these tensors, or took its minus; empty where none is known. */
  callOfNegation(tensors: readonly Tensor[]): BundleStack;
  /** The call that made one of these tensors; empty where none is known. */
  callOfMaking(tensors: readonly Tensor[]): BundleStack;
  /** Notes the call that last put the rows of what a further step reads and compares in another order. */
  noteReordering(further: FurtherLosses, data: readonly Tensor[]): void;
  /** Tells what a hand-written loop reads and compares in the first step of a model that it trains. */
  noteLoopData(model: MeasuredModel, data: Pick<LossTape, 'inputs' | 'targets'>): void;
  /** Called after a step of a hand-written loop that has no example, and is not measured for that. */
  noteEmptyStep(): void;
  /** The origin of the first number of a backward pass that is not finite; undefined where it cannot be found. */
  findOrigin(pass: BackwardCall): UnnumberedOrigin | undefined;
  /**
   * The last loss of a loop that has all its measured steps, so that no further step has to run; undefined for other
   * loops.
   */
  skipped(optimizer: tf.Optimizer, key: string): number | undefined;
  /**
   * Called after each step with the models that had a share in it, also those that are done and not measured any more.
   */
  stepped(models: readonly MeasuredModel[], optimizer: tf.Optimizer | undefined, key: string | undefined): void;
}

type Minimize = (
  this: tf.Optimizer,
  f: () => tf.Scalar,
  returnCost?: boolean,
  variables?: Variable[],
) => tf.Scalar | null;

export class StepMeter implements TapPolicy {
  #trace: StepTrace | undefined;
  /** The model whose train function is running. */
  #model: Model | undefined;
  /** The loop under way: an optimizer's `minimize`, and the text of the loss function it was given. */
  #loop: { readonly optimizer: tf.Optimizer; readonly key: string } | undefined;
  #pending: PendingStep | undefined;
  readonly #reader = new BackwardReader();
  readonly #updates = new UpdateSlips();
  /** Layers whose outputs this step has sampled. */
  readonly #sampled = new Set<Layer>();

  constructor(private readonly host: MeterHost) {}

  get trace(): StepTrace | undefined {
    return this.#trace;
  }

  /** Whether a train function or a loop's step is under way. */
  get isStepping(): boolean {
    return this.#model !== undefined || this.#loop !== undefined;
  }

  outermost(model: Model): Model {
    return this.host.outermost(model);
  }

  adopt(layer: Layer, wrapped: readonly Layer[]): void {
    this.host.adopt(layer, wrapped);
  }

  tapsInputs(layer: Layer): boolean {
    return this.#measured(this.#trace?.model).tapsInputs(layer);
  }

  sample(layer: Layer, output: Tensor): void {
    const model = this.#measured(this.#trace?.model);
    if (!model.samplesOutputs || model.done) return;
    const statistics = model.statisticsOf(layer);
    if (!this.#sampled.has(layer)) {
      this.#sampled.add(layer);
      statistics.startStep();
    }
    if (!statistics.add(output) && this.#trace) this.#trace.hasGivenNaN = true;
  }

  #measured(model: Model | undefined): MeasuredModel {
    return this.host.measuredModel(model, this.#loop?.optimizer);
  }

  /** Runs a step of tfjs's train function, which runs a model's layers without a call of the model itself. */
  forModel<T>(model: Model, run: () => T): T {
    const before = this.#model;
    this.#model = this.host.outermost(model);
    try {
      return run();
    } finally {
      this.#model = before;
    }
  }

  /** Wraps tfjs's gradients and its optimizers. Called once in the life of a worker. */
  install(): void {
    const gradients = engine.gradients.bind(engine);
    engine.gradients = (f, xs, dy, allow) => {
      const isStep =
        this.host.measuring && !this.#trace && engine.state.gradientDepth === 0 && xs.some((x) => isVariable(x));
      return isStep ? this.#backward(gradients, f, xs, dy, allow) : gradients(f, xs, dy, allow);
    };
    for (const prototype of optimizerPrototypes())
      if (Object.hasOwn(prototype, 'applyGradients')) this.#wrapApply(prototype);
    this.#wrapMinimize();
  }

  /** Runs a backward pass that also yields the gradients at the layers' inputs and outputs, and reads them. */
  #backward(
    gradients: Engine['gradients'],
    ...[f, xs, dy, allow]: Parameters<Engine['gradients']>
  ): ReturnType<Engine['gradients']> {
    this.endStep(undefined);
    const trace = new StepTrace();
    trace.model = this.#model;
    trace.tape.keepsOperands = !this.#model && this.host.readsRows;
    trace.tape.keepsLastCall = this.#updates.expectsSlipOfLoss(this.#loop?.key);
    // Mistakes in a compiled model's loss show in its first step; a loop may compute another loss in each step.
    trace.isCompiled = this.#model !== undefined;
    trace.readsTape = !this.#model || !this.host.measuredModel(this.#model).defined;
    const graphs = new Map<OwnerTrace, readonly LayerNode[]>();
    const tensors = [...xs];
    const before = randomState();
    let result;
    try {
      result = gradients(() => this.#forward(f, trace, graphs, tensors), tensors, dy, allow);
    } catch (error) {
      releaseTape();
      throw error;
    }
    const { value, grads } = result;
    const own = grads.slice(0, xs.length);
    trace.losses.slips.push(...this.#updateSlips(trace, xs, own, (output) => grads[tensors.lastIndexOf(output)]));
    const isEmpty = !this.#model && isOfNothing(trace, value);
    const pending = this.#reader.read(trace, graphs, {
      ...{ loss: value, tensors, gradients: grads, asked: xs.length },
      keepsGradients: this.#isAppliedByHand && this.#sharers(trace).some(({ losses }) => losses.length === 0),
    });
    const kept = new Set<Tensor | undefined>(own);
    for (const gradient of grads.slice(xs.length) as (Tensor | undefined)[])
      if (!kept.has(gradient)) gradient?.dispose();
    if (isEmpty) {
      this.host.noteEmptyStep();
      return { value, grads: own };
    }
    this.#pending = pending;
    if (!isFiniteStep(pending) && this.#seeksOrigin(trace))
      pending.origin = this.host.findOrigin({
        model: this.#model,
        gradients,
        values: [f, xs, dy, allow],
        randomState: before,
      });
    return { value, grads: own };
  }

  /** Whether user code takes the gradients itself, to apply them by calls of its own. */
  get #isAppliedByHand(): boolean {
    return this.#model === undefined && this.#loop === undefined;
  }

  /** Whether some model that has a share in the step, or else the loose variables, has been finite so far. */
  #seeksOrigin(trace: StepTrace): boolean {
    return this.#sharers(trace).some((model) => model.seeksOrigin);
  }

  /** The models that have a share in the step, or else the loose variables. */
  #sharers({ owners }: StepTrace): MeasuredModel[] {
    return (owners.size > 0 ? [...owners.keys()] : [undefined]).map((model) => this.#measured(model));
  }

  /**
   * Runs the forward pass with the taps on.
   * @param graphs receives the graphs of models that take their first step
   * @param tensors receives what the taps want gradients of
   */
  #forward(
    f: () => Tensor,
    trace: StepTrace,
    graphs: Map<OwnerTrace, readonly LayerNode[]>,
    tensors: Tensor[],
  ): Tensor {
    this.#trace = trace;
    this.#sampled.clear();
    try {
      const loss = f();
      trace.losses.slips.push(...trace.tape.slipsOf(loss));
      noteWrongComparisons(trace.losses, trace.tape, loss);
      // In its first step a layer may make the weights that it keeps.
      if (this.#sharers(trace).every(({ losses }) => losses.length > 0))
        for (const stack of trace.newWeights.calls)
          trace.losses.slips.push({ kind: 'renewed', operation: 'kernel', shapes: [], stack });
      if (!this.#model) {
        trace.modelCalls.noteLoss(loss, tensors);
        const cancelled = trace.tape.cancelledErrors(loss);
        if (cancelled) trace.losses.slips.push(cancelled);
        noteLoopLoss(trace.losses, trace.tape, loss);
        if (trace.tape.keepsOperands) trace.batch = loopBatchRows(trace.tape, trace.losses);
      }
      for (const owner of trace.owners.values())
        if (!this.#measured(owner.model).defined)
          graphs.set(owner, readModelGraph(owner, engine.state.activeTape ?? []));
      trace.wantProducts((variable) => this.host.isLoose(variable));
      const known = new Set(tensors);
      for (const tensor of trace.wanted) if (!known.has(tensor)) tensors.push(tensor);
      return loss;
    } finally {
      this.#trace = undefined;
    }
  }

  #wrapApply(prototype: object): void {
    const methods = methodsOf(prototype);
    const apply = methods.applyGradients;
    const endStep = (optimizer: tf.Optimizer, given: unknown): void => {
      this.endStep(optimizer, tensorsByName(given));
    };
    methods.applyGradients = function (this: tf.Optimizer, ...values: never[]) {
      const [given] = values as readonly unknown[];
      const result = apply.apply(this, values);
      endStep(this, given);
      return result;
    };
  }

  /** A custom optimizer has an `applyGradients` that nothing wraps; its step ends with `minimize`. */
  #wrapMinimize(): void {
    const methods = methodsOf(tf.Optimizer.prototype);
    const minimize = methods.minimize as unknown as Minimize;
    const run = this.#minimize.bind(this);
    methods.minimize = function (this: tf.Optimizer, f: () => tf.Scalar, returnCost?: boolean, variables?: Variable[]) {
      return run(this, f, returnCost ?? false, () => minimize.call(this, f, returnCost, variables));
    };
  }

  #minimize(
    optimizer: tf.Optimizer,
    f: () => tf.Scalar,
    returnCost: boolean,
    step: () => tf.Scalar | null,
  ): tf.Scalar | null {
    // The train function of a model is no loop of user code.
    const key = this.#model ? undefined : f.toString();
    const known = key === undefined ? undefined : this.host.skipped(optimizer, key);
    if (known !== undefined) return returnCost ? tf.scalar(known) : null;
    const outer = this.#loop;
    if (key !== undefined) this.#loop = { optimizer, key };
    try {
      const result = step();
      this.endStep(optimizer);
      return result;
    } finally {
      this.#loop = outer;
    }
  }

  /**
   * Ends the step under way, if there is one: the weights are now what the optimizer made them.
   * @param applied the gradients that user code gave it, by the names of their variables
   */
  endStep(optimizer: tf.Optimizer | undefined, applied: ReadonlyMap<string, Tensor> = new Map()): void {
    const pending = this.#pending;
    if (!pending) return;
    this.#pending = undefined;
    const numbers = new StepNumbers(pending);
    const { slips } = pending.trace.losses;
    slips.push(...stepSlips(pending.weights, [...applied.values()], this.host));
    for (const slip of this.#updates.apply(pending.weights.keys(), applied))
      slips.push({ ...slip, stack: this.host.callUnderWay() });
    const loose = [...pending.weights.keys()].filter((variable) => this.host.isLoose(variable));
    // Without a list of what to train, an optimizer gets every variable there is, those of other models too.
    const trainsLoose = loose.some((variable) => numbers.isConnected(variable));
    const owners = [...pending.trace.owners.values()].filter((owner) => owner.holdsAny(pending.weights));
    if (trainsLoose && !pending.trace.owners.has(undefined)) owners.push(new StepTrace().owner());
    const models: MeasuredModel[] = [];
    for (const owner of owners) {
      const model = this.#measured(owner.model);
      models.push(model);
      if (!owner.model && !model.defined && !this.host.isRequested([...owner.layers.keys(), ...loose]))
        model.passOver();
      if (model.done) {
        this.#noteFurtherStep(model, pending);
        continue;
      }
      if (!model.defined) {
        const { graphs, trace } = pending;
        if (trace.model === undefined) this.host.noteLoopData(model, trace.dataFor(owner, owners.length === 1));
        const ownLoose = owner.model || !trainsLoose ? [] : loose;
        model.define(graphOf(graphs, owner), owner, ownLoose, (variable) => trace.tape.kernels.has(variable));
      }
      if (pending.origin) model.noteOrigin(pending.origin);
      if (pending.trace.batch && owners.length === 1) this.host.noteRows(model, pending.trace.batch);
      model.add(numbers.of(owner, model.losses.length === 0));
    }
    if (models.length > 0) this.host.stepped(models, optimizer, this.#loop?.key);
  }

  /** The slips of what the steps of a loop train, at the call that takes the gradients. */
  #updateSlips(
    { tape, model, modelCalls, owners, losses }: StepTrace,
    trained: readonly Tensor[],
    gradients: readonly (Tensor | undefined)[],
    gradientOf: (output: Tensor) => Tensor | undefined,
  ): LossSlip[] {
    if (model) {
      this.#updates.addCompiled(model, losses.calls);
      return [];
    }
    const leftOut = [...tape.kernels].filter((kernel) => this.host.isLoose(kernel) && !trained.includes(kernel));
    const calls = modelCalls.judged(gradientOf, (one) => this.host.outermost(one));
    const { scores } = modelCalls;
    const slips = this.#updates.add({ key: this.#loop?.key, leftOut, trained, gradients, calls, scores, owners });
    if (slips.length === 0) return [];
    const stack = this.host.callUnderWay();
    return slips.map((slip) => ({ ...slip, stack: slipsOfLoss.has(slip.kind) ? tape.lineOfLoss(stack) : stack }));
  }

  #noteFurtherStep(model: MeasuredModel, { trace: { losses, tape, batch, startedAt }, loss }: PendingStep): void {
    const further = this.host.furtherSteps(model);
    if (!further) return;
    further.add({ losses, loss, batch, isCompiled: false }, startedAt);
    this.host.noteReordering(further, [...tape.inputs, ...tape.targets]);
  }
}

function graphOf(graphs: LayerGraphs, owner: OwnerTrace): readonly LayerNode[] {
  return graphs.get(owner) ?? [];
}

/** Whether a loss is 0 or no number because an operation of its step had not a single number to work on. */
function isOfNothing({ tape }: StepTrace, loss: Tensor): boolean {
  const [value] = tape.readsNothing ? (valuesOf(loss) ?? [1]) : [1];
  return value === 0 || Number.isNaN(value);
}

/** After a step that threw, tfjs still holds what its operations saved for the backward pass. */
function releaseTape(): void {
  if (engine.state.gradientDepth > 0) return;
  for (const node of engine.state.activeTape ?? []) for (const tensor of node.saved) tensor.dispose();
  engine.state.activeTape = null;
}
