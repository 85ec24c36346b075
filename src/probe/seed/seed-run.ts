/** One seed under way: what user code has made, what is measured of it, when it has been measured enough. */

import type { BundleRange } from '../../report/position';
import { engine, type Layer, type Model, modelParts, partsOf, type Variable } from '../tfjs/internals';
import type { RawFailure } from '../protocol/result';
import { lossName, optimizerName } from '../tfjs/loss-and-optimizer-names';
import { breathe, now } from '../time/clock';
import type { Recorder } from '../recording/recorder';
import type { RealData } from '../data/real-data';
import { positionsOf, type StackFrame } from '../recording/stack-frames';
import type { MeterHost } from '../measuring/step-meter';
import { StopSignal } from '../time/stop-signal';
import { MeasuredModel } from '../measuring/measured-model';
import type * as tf from '../tfjs/tf';
import { layersWithin } from '../tfjs/nested-layers';
import { Wanted } from './requested-models';

/** Calls that cost nothing (their result is known) that user code may go on making, and for how long. */
const freeCalls = 2000;
const freeMs = 300;
/** Steps of hand-written loops that run for nothing after all is measured, in case another model's turn comes. */
const paidCalls = 20;
/** How many times more of both where some model of the file has not been made yet. */
const morePatience = 8;

export interface SessionOptions {
  readonly steps: number;
  /** As in `ProbeJob`. */
  readonly only?: readonly BundleRange[] | undefined;
  readonly realData: RealData;
  /** Time (of `now()`) at which measuring ends with what there is. */
  readonly deadline: number;
  progress(step: number, model: string): void;
  entered(label: string): void;
}

type Loop = Map<string, readonly MeasuredModel[]>;

export class SeedRun implements MeterHost {
  readonly failures: RawFailure[] = [];
  /** Such as `line 12: TypeError: ...`. */
  readonly tolerated: string[] = [];
  /** Where branches were taken that the code itself would not have: `line 12`. */
  readonly turns: string[] = [];
  /** Models made once more on the way to another one; they tell nothing new. */
  readonly again = new Set<Model>();
  /** Models in the making of which something was thrown. */
  readonly unfinished = new Set<Model>();
  /** Subjects in the order in which their first step ended. */
  readonly measured: MeasuredModel[] = [];
  measuring = true;
  /** Spent on steps so far. */
  trainingMs = 0;
  /** The seed is over; whatever of it still runs has to stop. */
  ended = false;
  readonly wanted: Wanted;
  readonly #subjects = new Map<Model | tf.Optimizer | undefined, MeasuredModel>();
  readonly #loops = new WeakMap<tf.Optimizer, Loop>();
  #looseVariables: { readonly count: number; readonly known: Set<Variable> } | undefined;
  #free = 0;
  #paid = 0;
  #excessSince: number | undefined;
  #closed = false;

  constructor(
    readonly recorder: Recorder,
    readonly options: SessionOptions,
  ) {
    this.wanted = new Wanted(recorder, options.only);
  }

  get realData(): RealData {
    return this.options.realData;
  }

  outermost(model: Model): Model {
    return this.recorder.outermost(model);
  }

  adopt(layer: Layer, wrapped: readonly Layer[]): void {
    // Bidirectional works with two copies of the layer that user code made.
    const original = partsOf(layer).layer;
    for (const inner of wrapped) if (original && inner !== original) this.recorder.madeAs(inner, original);
  }

  subjectOf(model: Model | undefined, optimizer?: tf.Optimizer): MeasuredModel {
    const key = model ? this.outermost(model) : optimizer;
    let subject = this.#subjects.get(key);
    if (!subject) this.#subjects.set(key, (subject = this.#makeSubject(model && this.outermost(model))));
    return subject;
  }

  #makeSubject(model: Model | undefined): MeasuredModel {
    const subject = new MeasuredModel(
      model,
      model ? this.recorder.nameOf(model.name) || 'model' : 'variables',
      model ? this.#stackOf(model) : [],
      this.options.steps,
      {
        stackOf: (made) => this.#stackOf(made),
        nameOf: (name) => this.recorder.nameOf(name),
      },
    );
    if (model) subject.assume(...(this.recorder.assumed.get(model) ?? []));
    if (model && !this.wanted.hasModel(model)) subject.passOver();
    return subject;
  }

  #stackOf(made: object): MeasuredModel['stack'] {
    return positionsOf(this.recorder.framesOf(made));
  }

  isLoose(variable: Variable): boolean {
    if (this.#looseVariables?.count !== this.recorder.variables.length) {
      const known = new Set<Variable>(this.recorder.variables);
      for (const layer of this.recorder.layers) for (const { val } of weightsOf(layer)) known.delete(val);
      this.#looseVariables = { count: this.recorder.variables.length, known };
    }
    return this.#looseVariables.known.has(variable);
  }

  skipped(optimizer: tf.Optimizer, key: string): number | undefined {
    const subjects = this.#loops.get(optimizer)?.get(key);
    if (!subjects?.every((subject) => this.isDone(subject))) return undefined;
    this.excess('free');
    return subjects[0]?.losses.at(-1) ?? 0;
  }

  isWanted(loose: readonly object[]): boolean {
    return this.wanted.hasLoose(loose);
  }

  /** Time of `now()` when a step of any training last ended. */
  lastStep = -Infinity;

  stepped(subjects: readonly MeasuredModel[], optimizer: tf.Optimizer | undefined, key: string | undefined): void {
    this.lastStep = now();
    for (const subject of subjects) {
      if (subject.losses.length === 1 && !this.measured.includes(subject)) {
        this.measured.push(subject);
        this.#describe(subject, optimizer);
      }
    }
    if (optimizer && key !== undefined) {
      const loops: Loop = this.#loops.get(optimizer) ?? new Map<string, readonly MeasuredModel[]>();
      this.#loops.set(optimizer, loops.set(key, subjects));
    }
    const running = subjects.find((subject) => !subject.done);
    if (running) {
      this.#free = this.#paid = 0;
      this.#excessSince = undefined;
      this.options.progress(running.losses.length, running.name);
    } else if (key === undefined && subjects.every((subject) => subject.entry === 'loop')) this.excess('paid');
    if (this.expired && this.measured.length > 0) this.#finishEarly();
  }

  #describe(subject: MeasuredModel, optimizer: tf.Optimizer | undefined): void {
    const { model } = subject;
    const used = optimizer ?? (model && modelParts(model).optimizer);
    const made = model ? [model, ...layersWithin(model)] : this.recorder.variables;
    const entries = [...made.map((one) => this.recorder.entryOf(one)), this.recorder.entry];
    subject.describe({
      loss: model && subject.entry !== 'loop' ? lossName(modelParts(model).loss) : 'custom',
      optimizer: used ? optimizerName(used) : 'none',
      learningRate: learningRateOf(used),
      compiledAt: positionsOf(this.#setUpFrames(subject, used)),
      entries: new Set(entries.filter((entry) => entry !== undefined)),
    });
    const parts = model ? [...made, ...(used ? [used] : [])] : [];
    for (const what of parts.flatMap((part) => this.recorder.assumedOf(part)))
      if (!subject.assumed.includes(what)) subject.assume(what);
  }

  /** Where training was set up: `compile`, or for a hand-written loop where its optimizer was made, or else the call under way that takes its step. */
  #setUpFrames({ model, entry }: MeasuredModel, optimizer: tf.Optimizer | undefined): readonly StackFrame[] {
    if (model && entry !== 'loop') return this.recorder.compileFrames(model);
    const made = optimizer ? this.recorder.framesOf(optimizer) : [];
    return made.length > 0 ? made : this.recorder.framesIn(new Error().stack ?? '');
  }

  /** The time is over: what has been measured is what there is. */
  #finishEarly(): void {
    for (const subject of this.measured) {
      if (!subject.done && !subject.endedEarly)
        subject.endEarly(`stopped after ${subject.losses.length} of ${subject.steps} steps: time limit`);
    }
  }

  get expired(): boolean {
    return now() > this.options.deadline;
  }

  isDone(subject: MeasuredModel): boolean {
    // The time may run out between two steps as well as in one.
    if (!subject.done && subject.losses.length > 0 && this.expired) this.#finishEarly();
    return subject.done;
  }

  /** Called where user code goes on training what has been measured; ends it once nothing else can be expected of it. */
  excess(kind: 'free' | 'paid'): void {
    if (this.#closed) throw new StopSignal();
    this.#excessSince ??= now();
    if (kind === 'free') this.#free++;
    else this.#paid++;
    const patience = this.expectsMore() ? morePatience : 1;
    if (
      this.#free > freeCalls * patience ||
      this.#paid > paidCalls * patience ||
      now() - this.#excessSince > freeMs * patience ||
      this.expired
    )
      throw new StopSignal();
  }

  /** Whether the code that is running may still make a model that is not there. */
  expectsMore: () => boolean = () => false;

  /** From here on user code that is still waiting somewhere must not go on training. */
  closeUserCode(): void {
    this.#closed = true;
  }

  fail(failure: RawFailure): void {
    if (!this.failures.some((known) => JSON.stringify(known) === JSON.stringify(failure))) this.failures.push(failure);
  }

  /** A part of user code that failed and was passed over. */
  tolerate(what: string): void {
    const line = what.split('\n')[0];
    if (this.tolerated.length < 50 && !this.tolerated.includes(line)) this.tolerated.push(line);
  }

  /** A branch was taken for the model that lies on it. */
  takeTurn(where: string): void {
    if (!this.turns.includes(where)) this.turns.push(where);
  }

  async turn(): Promise<void> {
    await breathe();
  }
}

function weightsOf(layer: Layer): readonly { readonly val: Variable }[] {
  try {
    return partsOf(layer).weights;
  } catch {
    // A wrapper that was not fully constructed.
    return [];
  }
}

function learningRateOf(optimizer: tf.Optimizer | undefined): number {
  const rate = (optimizer as unknown as { learningRate?: unknown } | undefined)?.learningRate;
  return typeof rate === 'number' ? rate : NaN;
}

/** Everything that a seed made is let go of at its end, whatever user code kept. */
export class TensorKeeper {
  readonly #kept = new Set<tf.Tensor>();
  #before = 0;

  /** Called once: tensors that are kept outside of kernels are remembered. */
  install(): void {
    const keep = engine.keep.bind(engine);
    engine.keep = (tensor) => {
      // Within a kernel tfjs keeps what the backward pass needs, and lets go of it itself.
      if (engine.state.kernelDepth === 0) this.#kept.add(tensor);
      return keep(tensor);
    };
  }

  start(): void {
    this.#before = engine.state.numTensors;
    engine.startScope('gradline seed');
  }

  /** Drops references to what has been disposed of. */
  sweep(): void {
    for (const tensor of this.#kept) if (tensor.isDisposed) this.#kept.delete(tensor);
  }

  /** @returns how many tensors are left that were not there at the start */
  end(): number {
    engine.endScope();
    engine.disposeVariables();
    for (const tensor of this.#kept) tensor.dispose();
    this.#kept.clear();
    return engine.state.numTensors - this.#before;
  }
}
