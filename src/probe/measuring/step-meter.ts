/** Measures one training step: from the backward pass the gradients at outputs and weights, around the optimizer the size of the update. */

import { engine, isVariable, type Layer, methodsOf, type Model, type Tensor, type Variable } from '../tfjs/internals';
import { distinctColumns } from './distinct-units';
import { readGraph } from './model-graph';
import { distance, normOf, scalarOf, sumOfSquares, valuesOf, type Values } from './norms';
import { optimizerPrototypes } from '../recording/recorder';
import { type OwnerTrace, StepTrace } from './step-trace';
import type { LayerStep, StepNumbers, Subject, WeightStep } from './measured-model';
import type { TapPolicy } from './taps';
import * as tf from '../tfjs/tf';

/** What the meter needs to know of the run. */
export interface MeterHost {
  /** Whether steps are to be measured at all at this moment. */
  readonly measuring: boolean;
  outermost(model: Model): Model;
  /** The subject that a model is; without a model, the one for what an optimizer trains besides models. */
  subjectOf(model: Model | undefined, optimizer?: tf.Optimizer): Subject;
  /** Variables that belong to no layer. */
  isLoose(variable: Variable): boolean;
  /** Whether any of what no model holds together (layers, variables) is among what is to be measured. */
  isWanted(loose: readonly object[]): boolean;
  adopt(layer: Layer, wrapped: readonly Layer[]): void;
  /** The last loss of a loop that has been measured in full, so that it need not be run again; undefined for one that has not. */
  skipped(optimizer: tf.Optimizer, key: string): number | undefined;
  /** After each step. `subjects` had their share in it; those that were done already were not measured again. */
  stepped(subjects: readonly Subject[], optimizer: tf.Optimizer | undefined, key: string | undefined): void;
}

interface WeightBefore {
  /** Whether the loss depends on it at all. */
  readonly isConnected: boolean;
  readonly gradientL2: number;
  readonly l2: number;
  readonly values: Values | undefined;
}

/** A step between its backward pass and its update. */
interface Pending {
  readonly trace: StepTrace;
  readonly loss: number;
  readonly weights: ReadonlyMap<Variable, WeightBefore>;
  readonly squares: ReadonlyMap<number, number>;
  readonly graphs: ReadonlyMap<OwnerTrace, ReturnType<typeof readGraph>>;
}

type Minimize = (
  this: tf.Optimizer,
  f: () => tf.Scalar,
  returnCost?: boolean,
  variables?: Variable[],
) => tf.Scalar | null;

export class StepMeter implements TapPolicy {
  trace: StepTrace | undefined;
  #model: Model | undefined;
  /** The loop under way: an optimizer's `minimize`, and the text of the loss function it was given. */
  #loop: { readonly optimizer: tf.Optimizer; readonly key: string } | undefined;
  #pending: Pending | undefined;
  /** Where weights are copied to before the update; one buffer for each variable, used again in each step. */
  #copies = new WeakMap<Variable, Values>();

  constructor(private readonly host: MeterHost) {}

  outermost(model: Model): Model {
    return this.host.outermost(model);
  }

  adopt(layer: Layer, wrapped: readonly Layer[]): void {
    this.host.adopt(layer, wrapped);
  }

  tapsInputs(layer: Layer): boolean {
    const known = this.#subjectOf(this.trace?.model).inputTaps;
    return known ? known.has(layer) : true;
  }

  sample(layer: Layer, output: Tensor): void {
    const subject = this.#subjectOf(this.trace?.model);
    if (!subject.samples || subject.done) return;
    const statistics = subject.statisticsOf(layer);
    if (!this.#sampled.has(layer)) {
      this.#sampled.add(layer);
      statistics.startStep();
    }
    statistics.add(output);
  }
  #sampled = new Set<Layer>();

  #subjectOf(model: Model | undefined): Subject {
    return this.host.subjectOf(model, this.#loop?.optimizer);
  }

  /** Runs a step of a model whose layers are executed without the model itself being called, as tfjs's own train function does. */
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
      if (!this.host.measuring || this.trace || engine.state.gradientDepth > 0 || !xs.some(isVariable))
        return gradients(f, xs, dy, allow);
      this.settle(undefined);
      const trace = new StepTrace();
      trace.model = this.#model;
      const graphs = new Map<OwnerTrace, ReturnType<typeof readGraph>>();
      const all = [...xs];
      const forward = (): Tensor => {
        this.trace = trace;
        this.#sampled.clear();
        try {
          const loss = f();
          for (const owner of trace.owners.values()) {
            if (!this.#subjectOf(owner.model).defined)
              graphs.set(owner, readGraph(owner, engine.state.activeTape ?? []));
          }
          const known = new Set(all);
          for (const tensor of trace.wanted) if (!known.has(tensor)) all.push(tensor);
          return loss;
        } finally {
          this.trace = undefined;
        }
      };
      let result;
      try {
        result = gradients(forward, all, dy, allow);
      } catch (error) {
        releaseTape();
        throw error;
      }
      const own = result.grads.slice(0, xs.length);
      this.#pending = this.#measure(trace, graphs, result.value, xs, all, result.grads);
      const kept = new Set<Tensor | undefined>(own);
      for (const gradient of result.grads.slice(xs.length) as (Tensor | undefined)[])
        if (!kept.has(gradient)) gradient?.dispose();
      return { value: result.value, grads: own };
    };
    for (const prototype of optimizerPrototypes())
      if (Object.hasOwn(prototype, 'applyGradients')) this.#wrapApply(prototype);
    this.#wrapMinimize();
  }

  #wrapApply(prototype: object): void {
    const methods = methodsOf(prototype);
    const apply = methods.applyGradients;
    const settle = (optimizer: tf.Optimizer): void => {
      this.settle(optimizer);
    };
    methods.applyGradients = function (this: tf.Optimizer, ...values: never[]) {
      const result = apply.apply(this, values);
      settle(this);
      return result;
    };
  }

  /** An optimizer of the user's own has an `applyGradients` that no wrapper has seen; `minimize` is where its step ends. */
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
    // The train function of a model is no loop of the user's.
    const key = this.#model ? undefined : f.toString();
    const known = key === undefined ? undefined : this.host.skipped(optimizer, key);
    if (known !== undefined) return returnCost ? tf.scalar(known) : null;
    const outer = this.#loop;
    if (key !== undefined) this.#loop = { optimizer, key };
    try {
      const result = step();
      this.settle(optimizer);
      return result;
    } finally {
      this.#loop = outer;
    }
  }

  #measure(
    trace: StepTrace,
    graphs: Pending['graphs'],
    loss: Tensor,
    xs: readonly Tensor[],
    all: readonly Tensor[],
    gradients: readonly (Tensor | undefined)[],
  ): Pending {
    const weights = new Map<Variable, WeightBefore>();
    const squares = new Map<number, number>();
    xs.forEach((variable, i) => {
      if (!isVariable(variable)) return;
      const gradient = gradients[i];
      // tfjs gives no gradient where the loss doesn't depend on the variable: it is zero.
      weights.set(variable, {
        isConnected: Boolean(gradient),
        gradientL2: gradient ? normOf(gradient) : 0,
        l2: normOf(variable),
        values: this.#copy(variable),
      });
    });
    // A layer that adds hands the gradient of its output on as it is: the same numbers under several tensors.
    const known = new Map<object, number>();
    for (let i = xs.length; i < all.length; i++) {
      const gradient = gradients[i];
      if (!gradient) continue;
      const sum = known.get(gradient.dataId) ?? sumOfSquares(gradient);
      known.set(gradient.dataId, sum);
      squares.set(all[i].id, sum);
    }
    return { trace, loss: scalarOf(loss), weights, squares, graphs };
  }

  #copy(variable: Variable): Values | undefined {
    const values = valuesOf(variable);
    if (!values) return undefined;
    let copy = this.#copies.get(variable);
    if (copy?.length !== values.length) this.#copies.set(variable, (copy = values.slice()));
    else copy.set(values);
    return copy;
  }

  /** Ends the step under way, if there is one: the weights are now what the optimizer made them. */
  settle(optimizer: tf.Optimizer | undefined): void {
    const pending = this.#pending;
    if (!pending) return;
    this.#pending = undefined;
    const numbers = new Numbers(pending);
    const loose = [...pending.weights.keys()].filter((variable) => this.host.isLoose(variable));
    // An optimizer that is not told what to train is given every variable there is, those of other models too.
    const isTrained = loose.some((variable) => pending.weights.get(variable)?.isConnected);
    const owners = [...pending.trace.owners.values()].filter((owner) => trained(owner, pending.weights));
    if (isTrained && !pending.trace.owners.has(undefined)) owners.push(new StepTrace().owner());
    const subjects: Subject[] = [];
    for (const owner of owners) {
      const subject = this.#subjectOf(owner.model);
      subjects.push(subject);
      if (!owner.model && !subject.defined && !this.host.isWanted([...owner.layers.keys(), ...loose]))
        subject.passOver();
      if (subject.done) continue;
      if (!subject.defined)
        subject.define(pending.graphs.get(owner) ?? [], owner, owner.model || !isTrained ? [] : loose);
      subject.add(numbers.of(owner, subject.losses.length === 0));
    }
    if (subjects.length > 0) this.host.stepped(subjects, optimizer, this.#loop?.key);
  }
}

/** True where the step could change some weight of the model. */
function trained(owner: OwnerTrace, weights: ReadonlyMap<Variable, unknown>): boolean {
  for (const layer of owner.layers.keys()) {
    for (const { val } of (layer as unknown as { weights: readonly { val: Variable }[] }).weights)
      if (weights.has(val)) return true;
  }
  return false;
}

/** After a step that threw, tfjs still holds what its operations saved for the backward pass. */
function releaseTape(): void {
  if (engine.state.gradientDepth > 0) return;
  for (const node of engine.state.activeTape ?? []) for (const tensor of node.saved) tensor.dispose();
  engine.state.activeTape = null;
}

/** Puts the numbers of a step together for one model. */
class Numbers {
  readonly #after = new Map<Variable, WeightStep>();

  constructor(private readonly pending: Pending) {}

  /** @param first whether it is the model's first step */
  of(owner: OwnerTrace, first: boolean): StepNumbers {
    return {
      loss: this.pending.loss,
      layer: (layer) => this.#layer(owner, layer),
      weight: (variable) => this.#weight(variable, first),
      isConnected: (variable) => this.#isConnected(variable),
    };
  }

  #isConnected(variable: Variable): boolean {
    return this.pending.weights.get(variable)?.isConnected ?? false;
  }

  #weight(variable: Variable, first: boolean): WeightStep {
    const known = this.#after.get(variable);
    if (known) return known;
    const before = this.pending.weights.get(variable);
    const step: WeightStep = before
      ? {
          gradientL2: before.gradientL2,
          l2: before.l2,
          updateRatio: before.values ? ratio(distance(variable, before.values), before.l2) : NaN,
          ...(first && before.values && { distinctUnits: distinctColumns(before.values, variable.shape.at(-1) ?? 1) }),
        }
      : { gradientL2: 0, l2: normOf(variable), updateRatio: 0 };
    this.#after.set(variable, step);
    return step;
  }

  #layer(owner: OwnerTrace, layer: Layer): LayerStep {
    const trace = owner.layers.get(layer);
    if (!trace) return { outputGradientL2: 0, backwardGain: NaN };
    const { squares } = this.pending;
    let arriving = 0;
    let leaving = NaN;
    for (const call of trace.calls) {
      for (const { id } of call.outputs) arriving += squares.get(id) ?? 0;
      const ids = call.inputTaps.length > 0 ? call.inputTaps.map((tapped) => tapped.id) : call.inputs;
      for (const id of ids) {
        const square = squares.get(id);
        if (square !== undefined) leaving = (Number.isNaN(leaving) ? 0 : leaving) + square;
      }
    }
    const timeSteps = trace.cellOutputs.map(({ id }) => Math.sqrt(squares.get(id) ?? 0));
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
