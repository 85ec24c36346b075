/**
 * Holds one model under measurement, or the loose variables that an optimizer trains: the state of its run, its result.
 */

import type { BundleStack } from '../../report/position';
import {
  type LossComparison,
  isBelowByChance,
  lateShare,
  learningLimits,
  learningState,
  penaltyShare,
  startShare,
} from '../../report/losses';
import { isAdaptive } from '../../report/model-settings';
import type { Entry } from '../../report/report';
import type { RawDataFacts, RawLossSlip, RawModel, RawOrigin } from '../protocol/result';
import { compiledWeights } from '../tfjs/compiled-weights';
import { type Layer, type Model, type Variable } from '../tfjs/internals';
import type { FurtherLosses } from '../further/further-losses';
import { CodeSteps } from './code-steps';
import type { ForwardStatistics } from './forward-statistics';
import type { LayerOrigins } from './layer-description';
import type { LayerNode } from './model-graph';
import { ModelSeries } from './model-series';
import type { UnnumberedOrigin } from './pending-step';
import type { ModelStep } from './step-numbers';
import type { OwnerTrace } from './step-trace';

/** How a model is trained, as far as its first step tells. */
export interface TrainingSetUp {
  readonly loss: string;
  readonly optimizer: string;
  /** NaN where the optimizer has none. */
  readonly learningRate: number;
  /** As in `RawModel`. */
  readonly compiledAt: BundleStack;
  /** As in `RawModel`. */
  readonly optimizerAt: BundleStack;
  /** Keys of the functions that the probe called to reach the model. */
  readonly entries: ReadonlySet<string>;
  /** As in `RawModel`. */
  readonly madeUp: readonly string[];
}

export class MeasuredModel {
  readonly #series = new ModelSeries();
  readonly #assumed: string[] = [];
  #setUp: TrainingSetUp = {
    loss: '',
    optimizer: '',
    learningRate: NaN,
    compiledAt: [],
    optimizerAt: [],
    entries: new Set(),
    madeUp: [],
  };
  #entry: Entry = 'loop';
  #data: 'user' | 'synthetic' = 'user';
  #batchSize = 0;
  #trainedAt: BundleStack = [];
  #typicalLoss: number | undefined;
  #dataFacts: RawDataFacts | undefined;
  #furtherLosses: FurtherLosses | undefined;
  #sharesLayers = false;
  #isPassedOver = false;
  #endedEarly = false;
  #isCutShort = false;
  #inputTaps: ReadonlySet<Layer> | undefined;
  #origin: { readonly step: number; readonly found: UnnumberedOrigin } | undefined;

  /**
   * @param model undefined for loose layers and variables
   * @param stack the calls that made it
   * @param steps how many are wanted
   */
  constructor(
    readonly model: Model | undefined,
    readonly name: string,
    readonly stack: BundleStack,
    readonly steps: number,
    private readonly origins: LayerOrigins,
  ) {}

  // The state of the run.

  get losses(): readonly number[] {
    return this.#series.losses;
  }

  get done(): boolean {
    return this.#isPassedOver || this.losses.length >= this.steps || this.#endedEarly || this.#series.diverged;
  }

  /** Nobody asked for it: it is neither trained nor measured. */
  get isPassedOver(): boolean {
    return this.#isPassedOver;
  }

  passOver(): void {
    this.#isPassedOver = true;
  }

  get endedEarly(): boolean {
    return this.#endedEarly;
  }

  /** No more steps will come: what has been measured is all there will be. */
  endEarly(reason: string): void {
    this.#endedEarly = true;
    this.#assumed.push(reason);
  }

  /** The time is over: it keeps the steps that it has. */
  cutShort(): void {
    this.#endedEarly = true;
    this.#isCutShort = true;
  }

  get standsStill(): boolean {
    return this.#series.standsStill;
  }

  // How the model is trained, and on which data.

  get entry(): Entry {
    return this.#entry;
  }

  /** For the training hooks: a training call, of user code or of the probe, trains it, and no hand-written loop. */
  trainedBy(entry: Exclude<Entry, 'loop'>): void {
    this.#entry = entry;
  }

  /** The steps that user code itself would take. */
  readonly codeSteps = new CodeSteps();

  /** For the training hooks: where user code trains it first. */
  get trainedAt(): BundleStack {
    return this.#trainedAt;
  }

  noteTrainingCall(stack: BundleStack): void {
    if (this.#trainedAt.length === 0) this.#trainedAt = stack;
  }

  /** Whether user code takes each of its steps by a call of its own (`trainOnBatch`). */
  takesSingleSteps = false;

  /** For the training hooks: whether `fit` puts its rows in another order in each pass. */
  isShuffled = false;

  /** The first step of a hand-written loop; empty where user code trains by calls of the model. */
  loopAt: BundleStack = [];

  get data(): 'user' | 'synthetic' {
    return this.#data;
  }

  /** For the training hooks: whose data it is trained on. */
  trainedOn(data: 'user' | 'synthetic'): void {
    this.#data = data;
  }

  /** The first size counts, because a later batch may hold fewer rows. */
  noteBatchSize(size: number): void {
    this.#batchSize ||= size;
  }

  get knowsData(): boolean {
    return this.#dataFacts !== undefined;
  }

  /**
   * Call it before the first step; and again where later ones tell more.
   * @param slips mistakes in how the data were made
   */
  noteData(facts: RawDataFacts, slips: readonly RawLossSlip[] = []): void {
    this.#dataFacts = facts;
    this.addSlips(slips);
  }

  /** Mistakes that no step's loss shows. */
  addSlips(slips: readonly RawLossSlip[]): void {
    this.#series.runLosses.addSlips(slips);
  }

  /** Call it before the first step, with the loss on rows from all of the data. */
  noteTypicalLoss(loss: number): void {
    this.#typicalLoss = loss;
  }

  /** Something that the probe decided because user code left it open, or could not run. */
  assume(...what: readonly string[]): void {
    this.#assumed.push(...what);
  }

  get assumed(): readonly string[] {
    return this.#assumed;
  }

  /** Call it after the first step, which shows the optimizer and the loss that user code chose. */
  describe(setUp: TrainingSetUp): void {
    this.#setUp = setUp;
  }

  get compiledAt(): BundleStack {
    return this.#setUp.compiledAt;
  }

  // The numbers of its steps.

  /**
   * Whether this step's outputs count: those of the first step, the last ones and some between (of 30 steps 7), and of
   * each step while the model stands still, since any of these may be the last.
   */
  get samplesOutputs(): boolean {
    const step = this.losses.length;
    return step % 8 === 0 || step >= this.steps - 3 || this.standsStill;
  }

  statisticsOf(layer: Layer): ForwardStatistics {
    return this.#series.statisticsOf(layer);
  }

  /** Whether the layer needs copies of its inputs. All do in the first step, which tells the others apart. */
  tapsInputs(layer: Layer): boolean {
    return this.#inputTaps?.has(layer) ?? true;
  }

  /** Whether the first step has told which layers there are. */
  get defined(): boolean {
    return this.#series.defined;
  }

  /**
   * @param loose variables that no layer has
   * @param isKernel whether an operation multiplies what it is given by a variable
   */
  define(
    graph: readonly LayerNode[],
    owner: OwnerTrace,
    loose: readonly Variable[],
    isKernel: (variable: Variable) => boolean,
  ): void {
    const compiled = compiledWeights(this.#entry === 'loop' ? undefined : this.model);
    this.#series.define(graph, owner, loose, { ...compiled, isKernel }, this.origins);
    for (const { layer } of graph) this.noteBatchSize(owner.layers.get(layer)?.calls[0].outputs.at(0)?.shape[0] ?? 0);
    this.#inputTaps = new Set(graph.filter((node) => node.tapsInputs).map((node) => node.layer));
  }

  add(step: ModelStep): void {
    this.#series.add(step, this.#entry !== 'loop');
  }

  /** Whether the probe still looks for the origin of the first number that is not finite. */
  get seeksOrigin(): boolean {
    return !this.done && this.#origin === undefined;
  }

  /** Called before `add` for the same step. */
  noteOrigin(found: UnnumberedOrigin): void {
    this.#origin ??= { step: this.losses.length, found };
  }

  #rawOrigin(elsewhere: ReadonlySet<Variable>): { readonly origin?: RawOrigin } {
    if (!this.#origin) return {};
    const { step, found } = this.#origin;
    const { layer, weight, ...origin } = found;
    const part = layer ?? weight;
    const index = part && this.#series.indexOf(part, elsewhere);
    return { origin: { ...origin, step, ...(index !== undefined && { layer: index }) } };
  }

  /** As in `RawModel`. */
  get answers(): LossComparison | undefined {
    return this.#series.runLosses.answers;
  }

  /**
   * Whether its steps do not show that it learns: the loss of the data is not below that of a constant answer. With a
   * strong penalty, a dropout that leaves hardly a unit, or a head at the ends of its range, neither a fall towards the
   * constant answer nor a loss a little below it shows much; nor does one below it by chance. Where gradients do not
   * flow, that is the finding.
   */
  get mayLearnNothing(): boolean {
    const { answers } = this;
    if (!answers || this.#endedEarly || this.#isPassedOver || this.standsStill || !this.#series.flows) return false;
    const isLoop = this.#entry === 'loop' || this.takesSingleSteps;
    if (isLoop && lateShare(answers) > learningLimits.diverging * startShare(answers, false)) return false;
    if (isLoop && this.isMostlyPenalty) return true;
    const how = learningState(answers, this.#typicalLoss !== undefined);
    if (how === undefined || how === 'no') return how === 'no';
    // A bias alone brings the loss close to the constant answer's. A loop repeats no epoch, so that later steps are all
    // that tells such a bias from a model that learns.
    if (how === 'towards' && (isLoop || lateShare(answers) < learningLimits.nearby)) return true;
    if (how === 'below' && isBelowByChance(answers)) return true;
    return (
      lateShare(answers) > learningLimits.clearly &&
      (penaltyShare(answers.data, this.losses) > learningLimits.penalty || this.#series.isHeld)
    );
  }

  /**
   * Whether hardly any gradient reaches some layer, and its steps do not show that it learns, under an optimizer that
   * divides by the gradient's own size and moves all kernels: that may lift the model off its plateau in more steps.
   */
  get mayBeLifted(): boolean {
    const { answers } = this;
    if (!answers || this.#endedEarly || this.#isPassedOver || this.#series.flows || !this.#series.moves) return false;
    return isAdaptive(this.#setUp.optimizer) && learningState(answers, this.#typicalLoss !== undefined) !== 'below';
  }

  /** Whether its loss only falls towards that of a constant answer so far, which a bias alone brings about. */
  get mayEndUnlearned(): boolean {
    const { answers } = this;
    if (!answers || this.#endedEarly || this.#isPassedOver || !this.#series.flows) return false;
    return this.isOnItsWay;
  }

  /** Whether its later losses are many times that of a constant answer, as inputs of large numbers bring about. */
  get isFarOff(): boolean {
    return this.answers !== undefined && lateShare(this.answers) > learningLimits.farOff;
  }

  /** Whether the loss has come down towards that of a constant answer, and is still above it. */
  get isOnItsWay(): boolean {
    return this.answers !== undefined && learningState(this.answers, this.#typicalLoss !== undefined) === 'towards';
  }

  /** Whether penalties on the weights decide where these go: what the data teach at first may be lost later. */
  get isMostlyPenalty(): boolean {
    const { answers } = this;
    return answers !== undefined && penaltyShare(answers.data, this.losses) > learningLimits.nearlyAll;
  }

  /** Call it before the further steps; and with undefined where they show nothing after all. */
  noteFurtherLosses(further: FurtherLosses | undefined): void {
    this.#furtherLosses = further;
  }

  /** The further steps of a model whose measured ones are over; undefined where it needs or got none. */
  get furtherLosses(): FurtherLosses | undefined {
    return this.#furtherLosses;
  }

  /** Call it where another model trains the same layers, which changes what this model's loss means. */
  shareLayers(): void {
    this.#sharesLayers = true;
  }

  #lossFacts(): Pick<RawModel, 'lossCalls' | 'lossSlips' | 'penaltyAt' | 'penaltyOf' | 'answers'> {
    const { answers, ...others } = this.#series.runLosses.result();
    if (!answers || this.#sharesLayers) return others;
    if (!this.#furtherLosses) return { ...others, answers };
    const { result, reorderedAt, shuffledWidth } = this.#furtherLosses;
    const reordered = reorderedAt.length > 0 && { reorderedAt, ...(shuffledWidth !== undefined && { shuffledWidth }) };
    return { ...others, answers: { ...answers, further: result, ...reordered } };
  }

  /** Loose variables that the loss of some step depended on. */
  get connected(): ReadonlySet<Variable> {
    return this.#series.connected;
  }

  /**
   * @param elsewhere loose variables that other models have gradients for; they are left out where this loss does not
   *   depend on them
   * @param isOver otherwise more steps will come, and what only the last one tells is left out
   */
  result(elsewhere: ReadonlySet<Variable>, isOver: boolean): RawModel {
    const { loss, optimizer, learningRate, compiledAt, optimizerAt, entries, madeUp } = this.#setUp;
    return {
      name: this.name,
      stack: this.stack,
      ...(compiledAt.length > 0 && { compiledAt }),
      ...(optimizerAt.length > 0 && { optimizerAt }),
      ...(this.#trainedAt.length > 0 && { trainedAt: this.#trainedAt }),
      ...(this.loopAt.length > 0 && { loopAt: this.loopAt }),
      ...(this.#data === 'user' && this.codeSteps.sum && { stepsOfCode: this.codeSteps.sum }),
      entry: this.#entry,
      assumed: this.#assumed,
      ...(madeUp.length > 0 && { madeUp }),
      ...(entries.size > 0 && { entries: [...entries] }),
      loss,
      optimizer,
      learningRate,
      data: this.#data,
      batchSize: this.#batchSize,
      losses: this.losses,
      ...((this.#isCutShort || (!isOver && !this.done)) && { isCutShort: true as const }),
      ...(this.#typicalLoss !== undefined && { typicalLoss: this.#typicalLoss }),
      ...this.#lossFacts(),
      ...(this.#dataFacts && this.#data === 'user' && { dataFacts: this.#dataFacts }),
      ...this.#rawOrigin(elsewhere),
      layers: this.#series.layers(elsewhere, isOver),
    };
  }
}
