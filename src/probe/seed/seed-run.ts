/** Holds one seed under way: what went wrong in user code, which models are measured, and when that is enough. */

import { emptyTensorFault, emptyTensorMessage } from '../faults/faults-without-error';
import { OwnFaults } from '../faults/own-faults';
import type { BundleRange, BundleStack } from '../../report/position';
import { dataFacts, isAllFinite, reshapedData } from '../data/data-facts';
import { GatheredTargets } from '../data/gathered-targets';
import { type FurtherLosses, furtherLossesOfLoop } from '../further/further-losses';
import { RowsAgain } from '../further/rows-again';
import type { LossTape } from '../losses/loss-tape';
import type { BatchRows } from '../losses/rows';
import type { MadeUpBases } from '../bases/made-up-bases';
import type { RealData } from '../data/real-data';
import { MeasuredModel } from '../measuring/measured-model';
import type { UnnumberedOrigin, BackwardCall } from '../measuring/pending-step';
import type { MeterHost } from '../measuring/step-meter';
import { findOrigin } from '../non-finite/find-origin';
import type { OtherCode } from '../protocol/job';
import type { RawFailure } from '../protocol/result';
import type { TensorOrigins } from '../recording/tensor-origins';
import type { Recorder } from '../recording/recorder';
import { positionsOf } from '../recording/stack-frames';
import { type Layer, type Model, modelParts, partsOf, type Variable } from '../tfjs/internals';
import type * as tf from '../tfjs/tf';
import { now } from '../time/clock';
import { StopSignal } from '../time/stop-signal';
import { LooseVariables } from './loose-variables';
import { AlikeModels } from './alike-models';
import { type ExcessCall, ExcessTrainingLimit } from './excess-training-limit';
import { RequestedModels } from './requested-models';
import { describeSetUp } from './training-set-up';

/** The most different failures that the seed keeps; a report names the first and the number of the others. */
const mostPassedOver = 50;

export interface SeedOptions {
  readonly seed: number;
  readonly steps: number;
  /** As in `ProbeJob`. */
  readonly only?: readonly BundleRange[] | undefined;
  readonly realData: RealData;
  readonly bases: MadeUpBases;
  readonly origins: TensorOrigins;
  /** As in `ProbeJob`. */
  readonly isGuarded: boolean;
  readonly otherCode: OtherCode;
  readonly tfjsVersion?: string | undefined;
  /** As in `ProbeJob`. */
  readonly misspelt: Readonly<Record<string, string>>;
  /** Time of `now()` at which measuring ends with what there is. */
  readonly deadline: number;
  /** Called after each measured step, with how many steps the model has had. */
  progress(step: number, model: string): void;
  /** Called before user code runs: the function with that label, or the module where it is empty. */
  entered(label: string): void;
}

/** The models that each loss function of an optimizer's hand-written loop trains, by the function's text. */
type Loop = Map<string, readonly MeasuredModel[]>;

export class SeedRun implements MeterHost {
  readonly failures: RawFailure[] = [];
  /** The errors that are the code's own. */
  readonly ownFaults: OwnFaults;
  /** Parts of guarded code that failed, such as `line 12: TypeError: ...`. */
  readonly passedOver: string[] = [];
  /** Branches of guarded code that were taken though their conditions say otherwise, such as `line 12`. */
  readonly forcedBranches: string[] = [];
  /** Models that user code made once more on the way to another model; they add nothing to a report. */
  readonly repeated = new Set<Model>();
  /** Models whose making ended with an error. */
  readonly unfinished = new Set<Model>();
  /** Unfinished models that an error of the code's own cut short: their first layers are measured all the same. */
  readonly partial = new Set<Model>();
  /** The measured models, in the order in which their first steps ended. */
  readonly measured: MeasuredModel[] = [];
  readonly requested: RequestedModels;
  readonly alike = new AlikeModels();
  /** Whether steps are measured; while they are not, tfjs works as if the probe were not there. */
  measuring = true;
  /** The time spent on training steps so far. */
  trainingMs = 0;
  /** Time of `now()` when a step of any training last ended. */
  lastStep = -Infinity;
  /** Whether the seed is over: code that still runs has to stop. */
  ended = false;
  /** Whether the user code that is running may still make a model that has not been made. */
  expectsMore: () => boolean = () => false;
  /** The lines of loops over stand-ins in which the code adds layers to the model, none of which were made. */
  linesOfEmptyLoops: (model: Model) => readonly number[] = () => [];
  /** Whether the seed has to run again, with what it learned of the data. */
  isOutdated = false;
  /** Whether the user code that runs is called once in a real run too: the module, or a function without parameters. */
  isCalledOnce = true;
  readonly #byKey = new Map<Model | tf.Optimizer | undefined, MeasuredModel>();
  readonly #loops = new WeakMap<tf.Optimizer, Loop>();
  readonly #looseVariables: LooseVariables;
  /** The models whose last step the host knows of. */
  readonly #finished = new Set<MeasuredModel>();
  /** The models for which it is decided whether further steps are wanted. */
  readonly #wanted = new Set<MeasuredModel>();
  /** The examples of each loop's measured steps. */
  readonly #targets = new WeakMap<MeasuredModel, GatheredTargets>();
  readonly #rowsSeen = new WeakMap<MeasuredModel, RowsAgain>();
  /** The piece of code in which each loop took its first step. */
  readonly #loopEntries = new Map<MeasuredModel, Recorder['entry']>();
  readonly #excessTraining = new ExcessTrainingLimit();
  /** The first step of a loop that had no example, and whether that is the code's own doing. */
  #emptyStep: { readonly stack: BundleStack; readonly isOwn: boolean } | undefined;
  #isUserCodeOver = false;
  /** Whether the probe ended the piece of user code while it went on training. */
  #isCut = false;

  constructor(
    readonly recorder: Recorder,
    readonly options: SeedOptions,
  ) {
    this.ownFaults = new OwnFaults(recorder, options);
    this.requested = new RequestedModels(recorder, options.only);
    this.#looseVariables = new LooseVariables(recorder);
  }

  get realData(): RealData {
    return this.options.realData;
  }

  /** Whether the time for measuring is over. */
  get expired(): boolean {
    return now() > this.options.deadline;
  }

  outermost(model: Model): Model {
    return this.recorder.outermost(model);
  }

  adopt(layer: Layer, wrapped: readonly Layer[]): void {
    // Bidirectional works with two copies of the layer that user code made.
    const original = partsOf(layer).layer;
    for (const inner of wrapped) if (original && inner !== original) this.recorder.madeAs(inner, original);
  }

  noteLoopData(model: MeasuredModel, data: Pick<LossTape, 'inputs' | 'targets'>): void {
    const { recorder, options } = this;
    const [inputs, targets] = [data.inputs, data.targets].map((all) => [...all].filter((one) => !one.isDisposed));
    // Of several, nobody knows which of them the model's outputs should become.
    const tensors = { inputs, targets: targets.length === 1 ? targets : [] };
    if (model.knowsData || inputs.length + tensors.targets.length === 0) return;
    const facts = dataFacts({}, tensors, recorder, options.origins);
    this.#targets.set(model, new GatheredTargets(facts));
    model.noteData(facts, reshapedData({ inputs, targets }, recorder, options.origins));
  }

  callUnderWay(): BundleStack {
    return positionsOf(this.recorder.framesIn(new Error().stack ?? ''));
  }

  callOfNegation(tensors: readonly tf.Tensor[]): BundleStack {
    return this.#callIn(this.options.origins.traceOfNegation(tensors));
  }

  callOfMaking(tensors: readonly tf.Tensor[]): BundleStack {
    return this.#callIn(this.options.origins.traceOfMaking(tensors));
  }

  #callIn(trace: string | undefined): BundleStack {
    return trace === undefined ? [] : positionsOf(this.recorder.framesIn(trace));
  }

  /** @param data the inputs and targets of a step of a loop; none for `fit`, which gathers its batches itself */
  noteReordering(further: FurtherLosses, data: readonly tf.Tensor[]): void {
    if (further.reorderedAt.length > 0) return;
    const trace = this.options.origins.traceOfReordering(data);
    if (trace === undefined) return;
    further.reorderedAt = positionsOf(this.recorder.framesIn(trace));
    further.shuffledWidth = this.options.origins.shuffled?.width;
  }

  noteEmptyStep(): void {
    this.#emptyStep ??= { stack: this.callUnderWay(), isOwn: this.ownFaults.isWhole };
    this.noteExcess('unmeasured-step');
  }

  /** Fails where the only steps of hand-written loops had no example. Called once user code is over. */
  failEmptyLoop(): void {
    if (!this.#emptyStep || this.measured.some(({ entry }) => entry === 'loop')) return;
    const { stack, isOwn } = this.#emptyStep;
    const own = isOwn ? emptyTensorFault(stack) : undefined;
    if (own) this.ownFaults.noteBuilt(own);
    const at = { at: 'model', label: 'variables', reason: 'not-trainable' } as const;
    this.fail({ ...at, message: emptyTensorMessage, stack, ...(own && { own }) });
  }

  findOrigin(pass: BackwardCall): UnnumberedOrigin | undefined {
    return findOrigin(
      pass,
      (trace) => this.recorder.framesIn(trace),
      (tensor) => this.options.origins.traceOfNotFinite(tensor, isAllFinite),
    );
  }

  isLoose(variable: Variable): boolean {
    return this.#looseVariables.has(variable);
  }

  isRequested(made: readonly object[]): boolean {
    return this.requested.hasAnyOf(made);
  }

  measuredModel(model: Model | undefined, optimizer?: tf.Optimizer): MeasuredModel {
    const key = model ? this.outermost(model) : optimizer;
    let measured = this.#byKey.get(key);
    if (!measured) this.#byKey.set(key, (measured = this.#measure(model && this.outermost(model))));
    return measured;
  }

  #measure(model: Model | undefined): MeasuredModel {
    const { recorder } = this;
    const stackOf = (made: object): MeasuredModel['stack'] => positionsOf(recorder.framesOf(made));
    const measured = new MeasuredModel(
      model,
      model ? recorder.nameOf(model.name) || 'model' : 'variables',
      model ? stackOf(model) : [],
      this.options.steps,
      {
        stackOf,
        nameOf: (name) => recorder.nameOf(name),
        isMadeUp: (layer) => this.options.bases.isLayerOfBase(layer),
        misspeltOf: (layer) => this.ownFaults.misspeltOf(layer),
        hasGivenWeights: (layer) => recorder.givenWeights.has(layer),
      },
    );
    if (model) measured.assume(...(recorder.assumed.get(model) ?? []));
    if (model && !this.requested.hasModel(model)) measured.passOver();
    return measured;
  }

  /**
   * The data of a training call tell the input shape of a model whose code gives none; the seed then has to run again.
   * @throws StopSignal where the shape is not the one that the probe assumed
   */
  learnInputShape(model: Model, x: unknown): void {
    if (!this.recorder.openShapes.learn(this.outermost(model), x)) return;
    this.isOutdated = true;
    throw new StopSignal();
  }

  /** Whether a training call of the piece that runs, on this model, says how many steps the code takes. */
  countsSteps(model: Model): boolean {
    const { recorder, options, ownFaults } = this;
    const isMadeHere = recorder.entryOf(this.outermost(model)) === recorder.entry;
    return isMadeHere && this.isCalledOnce && !options.isGuarded && !ownFaults.hasStandInNumbers;
  }

  /** @param isWhole whether the piece of user code has ended by itself, and left nothing running */
  endPiece(isWhole: boolean): void {
    for (const measured of this.#byKey.values()) measured.codeSteps.endPiece(isWhole && !this.#isCut);
    this.#isCut = false;
  }

  skipped(optimizer: tf.Optimizer, key: string): number | undefined {
    const models = this.#loops.get(optimizer)?.get(key);
    if (!models?.every((model) => this.isDone(model))) return undefined;
    if (models.some((model) => this.furtherSteps(model))) return undefined;
    this.#countLoop(models);
    this.noteExcess('free');
    return models[0]?.losses.at(-1) ?? 0;
  }

  stepped(models: readonly MeasuredModel[], optimizer: tf.Optimizer | undefined, key: string | undefined): void {
    this.lastStep = now();
    for (const model of models) {
      if (model.losses.length === 1 && !this.measured.includes(model)) {
        this.measured.push(model);
        if (model.entry === 'loop') model.loopAt = this.callUnderWay();
        describeSetUp(model, optimizer, this.recorder, this.options.bases);
      }
    }
    if (optimizer && key !== undefined) {
      const loop: Loop = this.#loops.get(optimizer) ?? new Map<string, readonly MeasuredModel[]>();
      this.#loops.set(optimizer, loop.set(key, models));
    }
    this.#countLoop(models.filter(({ entry }) => entry === 'loop'));
    const running = models.find((model) => !model.done || this.furtherSteps(model));
    const told = running ?? models.find((model) => !this.#finished.has(model));
    if (running) this.#excessTraining.renew();
    else for (const model of models) this.#finished.add(model);
    if (told) this.options.progress(told.losses.length, told.name);
    if (running === undefined && key === undefined && models.every((model) => model.entry === 'loop'))
      this.noteExcess('unmeasured-step');
    if (this.expired && this.measured.length > 0) this.#finishEarly();
  }

  /**
   * Where the steps of a loop beyond the measured ones are noted, as long as more of them are wanted: while the model
   * may have learned nothing.
   */
  furtherSteps(model: MeasuredModel): FurtherLosses | undefined {
    if (!model.done || !this.#mayGoOn(model)) return undefined;
    if (!this.#wanted.has(model)) {
      this.#wanted.add(model);
      if (model.mayLearnNothing)
        model.noteFurtherLosses(furtherLossesOfLoop(model, this.options.deadline, this.#rowsSeenOf(model)));
    }
    const further = model.furtherLosses;
    return further?.isOver === false ? further : undefined;
  }

  /** Leaves it to the training of `fit` whether the model takes further steps, because no step of user code is one. */
  leaveFurtherSteps(model: MeasuredModel): void {
    this.#wanted.add(model);
  }

  get readsRows(): boolean {
    const { measured } = this;
    return measured.length === 0 || measured.some((model) => !model.done || this.furtherSteps(model));
  }

  noteRows(model: MeasuredModel, batch: BatchRows): void {
    if (model.isPassedOver) return;
    this.#rowsSeenOf(model).addBatch(batch);
    const facts = this.#targets.get(model)?.add(batch.targets.values, batch.count);
    if (facts) model.noteData(facts);
  }

  #rowsSeenOf(model: MeasuredModel): RowsAgain {
    const seen = this.#rowsSeen.get(model) ?? new RowsAgain();
    this.#rowsSeen.set(model, seen);
    return seen;
  }

  #mayGoOn({ model, data }: MeasuredModel): boolean {
    return !this.ended && !this.#isUserCodeOver && data === 'user' && !(model && modelParts(model).stateful);
  }

  /** Counts a step of a loop, where it takes as many as in a real run; not where the probe calls its function again. */
  #countLoop(models: readonly MeasuredModel[]): void {
    const isAsInRealRun = this.isCalledOnce && !this.options.isGuarded && !this.ownFaults.hasStandInNumbers;
    const { entry } = this.recorder;
    for (const model of models) {
      if (!this.#loopEntries.has(model)) this.#loopEntries.set(model, entry);
      if (!isAsInRealRun) model.codeSteps.forget();
      else if (this.#loopEntries.get(model) === entry) model.codeSteps.addOfLoop();
    }
  }

  /** Whether the model has all its steps, or as many as the time allows. */
  isDone(model: MeasuredModel): boolean {
    // The time may run out between two steps as well as in one.
    if (!model.done && model.losses.length > 0 && this.expired) this.#finishEarly();
    return model.done;
  }

  /** Ends all models because the time is over: each keeps the steps that it has. */
  #finishEarly(): void {
    for (const model of this.measured) {
      if (!model.done) model.cutShort();
    }
  }

  /**
   * Called where user code goes on training what has been measured.
   * @throws StopSignal once that has gone on for long enough, or the time is over
   */
  noteExcess(call: ExcessCall): void {
    this.#isCut = true;
    if (this.#isUserCodeOver) throw new StopSignal();
    this.#excessTraining.spend(call, this.expectsMore());
    if (this.expired) throw new StopSignal();
    this.#isCut = false;
  }

  /** Stops user code that is still waiting somewhere from training on. */
  closeUserCode(): void {
    this.ownFaults.endUserCode();
    this.#isUserCodeOver = true;
  }

  fail(failure: RawFailure): void {
    if (!this.failures.some((known) => JSON.stringify(known) === JSON.stringify(failure))) this.failures.push(failure);
  }

  /** @param what as in `passedOver`; lines behind the first are left out */
  notePassedOver(what: string): void {
    const line = what.split('\n')[0];
    if (this.passedOver.length < mostPassedOver && !this.passedOver.includes(line)) this.passedOver.push(line);
  }

  noteForcedBranch(where: string): void {
    if (!this.forcedBranches.includes(where)) this.forcedBranches.push(where);
  }
}
