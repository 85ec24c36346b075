/** Decides for each error in user code whether it is the code's own, and keeps those that are. */

import type { BundleStack } from '../../report/position';
import type { OtherCode } from '../protocol/job';
import type { OwnFault } from '../protocol/result';
import { positionsOf, type StackFrame } from '../recording/stack-frames';
import type { Recorder } from '../recording/recorder';
import { isOutOfMemory } from '../backend/memory';
import { standInNumberUses, standInUses } from '../sandbox/stand-in';
import { isStopSignal } from '../time/stop-signal';
import type { Layer, Model } from '../tfjs/internals';
import { misspeltVariable } from './complaints/misspelt-variables';
import { type ErrorTrace, explainError, isSamePlace, toFault } from './fault-of-error';
import { missingShapeFault, replacedFunctionsFault } from './faults-without-error';
import { leakBehind, leavesTape, type TapeLeak } from './tape-leaks';
import { type TfjsAge, tfjsAge } from './older-tfjs';
import type { IgnoredSetting } from './complaints/ignored-settings';
import type { Complaint, Refusal } from './complaints/refused-call';
import { isSandboxError } from '../sandbox/sandbox-errors';

/** A piece of user code that runs on its own. */
export interface RunningPiece {
  /**
   * `import`: the module runs by itself; `entry`: the probe calls a function, which other code may have to set up
   * first.
   */
  readonly at: 'import' | 'entry';
  /** Whether the probe made up some of the arguments. */
  readonly hasGuesses: boolean;
}

/** What the job tells of the code. */
export interface ProbedCode {
  /** Parts of guarded code failed before, and what follows may come from that. */
  readonly isGuarded: boolean;
  /** An error in which tfjs has no part may come from there. */
  readonly otherCode: OtherCode;
  /** As in the job. */
  readonly tfjsVersion?: string | undefined;
  /** As in the job. */
  readonly misspelt: Readonly<Record<string, string>>;
}

const mostFaults = 20;

/**
 * An error is the code's own if nothing that the probe made up took part in it: no stand-in, no guessed argument, no
 * forced branch. In doubt the error is not the code's own, because blaming the code for a fault of the sandbox is worse
 * than silence.
 */
export class OwnFaults {
  /** The refused calls that each error went through, innermost first. */
  readonly #refusals = new WeakMap<object, Refusal[]>();
  readonly #judged = new WeakMap<object, OwnFault | 'not-own'>();
  readonly #inCallbacks = new WeakSet();
  readonly #found: OwnFault[] = [];
  /** Training that failed, by its model; user code may have caught the error and trained again. */
  readonly #failedTraining = new Map<Model, OwnFault>();
  readonly #usesBefore = standInUses();
  readonly #numbersBefore = standInNumberUses();
  readonly #tfjs: TfjsAge;
  #piece: RunningPiece = { at: 'import', hasGuesses: false };
  #isOver = false;
  #failedLoop: OwnFault | undefined;
  #lastFreezing: readonly StackFrame[] = [];
  #hasStoppedModule = false;
  #hasUselessRate = false;
  #hasIgnoredSettings = false;
  /** Settings of layers that tfjs passes over. */
  readonly #misspelt = new WeakMap<Layer, IgnoredSetting['misspelt']>();
  #hasReplaced = false;
  #buildsInStep = false;
  /** First layers that give no input shape, with where the probe has it from. */
  readonly #withoutShape = new Map<Layer, 'of its data' | 'assumed'>();
  /** Layers that will refuse every tensor, although the graph is built without an error. */
  readonly #unfit = new WeakMap<Layer, OwnFault>();
  /** Where the loss under way left the tape; behind the first place the values are off the tape anyway. */
  #tapeLeaks: TapeLeak[] = [];

  constructor(
    private readonly recorder: Recorder,
    private readonly code: ProbedCode,
  ) {
    this.#tfjs = tfjsAge(code.tfjsVersion);
  }

  get found(): readonly OwnFault[] {
    const ofLoop = this.#failedLoop ? [this.#failedLoop] : [];
    return [...new Set([...this.#found, ...this.#failedTraining.values(), ...ofLoop])];
  }

  /** Ends user code: the probe itself causes later errors. */
  endUserCode(): void {
    this.#isOver = true;
  }

  startPiece(piece: RunningPiece): void {
    this.#piece = piece;
  }

  /** The piece that runs; each one is an object of its own. */
  get piece(): RunningPiece {
    return this.#piece;
  }

  /** Notes that an error goes through a call of tfjs; the innermost call comes first, then those around it. */
  noteRefusal(error: unknown, refusal: () => Refusal): void {
    if (this.code.isGuarded || this.#isOver || typeof error !== 'object' || error === null || isStopSignal(error))
      return;
    const known = this.#refusals.get(error) ?? [];
    this.#refusals.set(error, [...known, refusal()]);
  }

  /** The error may come of the order in which the probe calls functions; a module that runs by itself has its own. */
  noteOtherOrder(error: unknown): void {
    if (this.#piece.at === 'entry' && typeof error === 'object' && error !== null) this.#judged.set(error, 'not-own');
  }

  /** Whether user code itself is at fault, as far as the calls tell that the error has gone through. */
  isOwn(error: unknown): boolean {
    return (
      !this.code.isGuarded &&
      !this.#isOver &&
      typeof error === 'object' &&
      error !== null &&
      this.#judged.get(error) !== 'not-own' &&
      this.#faultOf(error) !== undefined
    );
  }

  /** Judges an error that ended user code, or that rejected a promise which nothing awaits. */
  noteEscape(error: unknown): OwnFault | undefined {
    const fault = this.#judge(error);
    if (fault && this.#piece.at === 'import') this.#hasStoppedModule = true;
    if (fault) this.#keep(fault);
    return fault;
  }

  /** Notes that a call to train or compile the model failed, whether or not user code catches the error. */
  noteFailedTraining(model: Model, error: unknown): void {
    const fault = this.#judge(error);
    if (fault) this.#failedTraining.set(model, fault);
  }

  /** Notes that a step of a hand-written loop failed, whether or not user code catches the error. */
  noteFailedStep(error: unknown): void {
    this.#failedLoop = this.#judge(error) ?? this.#failedLoop;
  }

  noteStep(): void {
    this.#failedLoop = undefined;
  }

  get failedLoop(): OwnFault | undefined {
    return this.#failedLoop;
  }

  /** @param frames of the user code that sets `trainable = false` */
  noteFreezing(frames: readonly StackFrame[]): void {
    if (frames.length > 0) this.#lastFreezing = frames;
  }

  /** Notes a fault that shows once user code is over: nothing can train a model that it builds. */
  noteBuilt(fault: OwnFault): void {
    this.#keep(fault);
  }

  /** Whether the module itself ended with an error of its own, so that what it would have done later never ran. */
  get hasStoppedModule(): boolean {
    return this.#hasStoppedModule;
  }

  get hasUselessRate(): boolean {
    return this.#hasUselessRate;
  }

  /** Notes that a step begins, and forgets the leak of an earlier one. */
  startLoss(): void {
    this.#buildsInStep = false;
    this.#tapeLeaks = [];
  }

  /** Notes that a layer has made its weights. */
  noteBuiltLayer(): void {
    this.#buildsInStep = true;
  }

  /** Whether a layer has made its weights since the step under way began. */
  get buildsInStep(): boolean {
    return this.#buildsInStep;
  }

  noteTapeLeak(operation: string, frames: readonly StackFrame[]): void {
    const isKnown = this.#tapeLeaks.some((leak) => leak.operation === operation);
    if (!this.#isOver && frames.length > 0 && !isKnown) this.#tapeLeaks.push({ operation, frames });
  }

  /** Notes that the model was trained after all. */
  noteTrained(model: Model): void {
    this.#failedTraining.delete(model);
  }

  failedTraining(model: Model): OwnFault | undefined {
    return this.#failedTraining.get(model);
  }

  /** @param names of functions of the language that user code replaced by others that do not do the same */
  noteReplaced(names: readonly string[], stack: BundleStack): void {
    if (this.code.isGuarded || this.#isOver) return;
    this.#hasReplaced = true;
    this.#keep(replacedFunctionsFault(names, stack));
  }

  /**
   * Notes a Sequential whose first layer has no input shape, which tfjs refuses.
   * @param layer the first one
   * @param saysNothing whether its settings name no shape at all; else other code may have to set the named one first
   * @param shape of an example of the data that the code trains it on; undefined where it trains it on none
   */
  noteMissingShape(
    layer: Layer,
    { saysNothing, shape }: { readonly saysNothing: boolean; readonly shape: readonly number[] | undefined },
  ): void {
    if (this.code.isGuarded || this.#isOver || this.#standInsTookPart() !== 'no') return;
    if (this.#piece.at === 'entry' && (!saysNothing || this.#piece.hasGuesses)) return;
    this.#withoutShape.set(layer, shape === undefined ? 'assumed' : 'of its data');
    this.#keep(missingShapeFault(layer, shape, positionsOf(this.recorder.framesOf(layer))));
  }

  /** Notes a reshape layer whose input has another count of numbers than it is to give. */
  noteUnfit(layer: Layer, refusal: Refusal): void {
    if (this.code.isGuarded || this.#isOver || this.#standInsTookPart() !== 'no') return;
    if (this.#piece.at === 'entry' && this.#piece.hasGuesses) return;
    const error = new Error('Total size of new array must be unchanged.');
    const trace = { refusals: [refusal], frames: [], tapeLeak: undefined, freezing: undefined, isInCallback: false };
    this.#unfit.set(layer, toFault(error, explainError(error.message, trace, false), trace));
  }

  /** Why the first of these layers that is unfit refuses every tensor. */
  unfitAmong(layers: readonly Layer[]): OwnFault | undefined {
    return layers.map((layer) => this.#unfit.get(layer)).find((fault) => fault !== undefined);
  }

  /** Where the probe took the input shape from, for a model whose code gives none; undefined for any other model. */
  shapeFrom(layers: readonly Layer[]): 'of its data' | 'assumed' | undefined {
    return layers.map((layer) => this.#withoutShape.get(layer)).find((from) => from !== undefined);
  }

  /** Whether the probe put built-in functions back while user code ran. */
  get hasReplaced(): boolean {
    return this.#hasReplaced;
  }

  /** Notes an argument that cannot work, although tfjs throws no error. */
  noteUseless(complaint: Complaint, isUndefined: boolean): void {
    if (
      this.code.isGuarded ||
      this.#isOver ||
      this.#standInsTookPart() !== 'no' ||
      (isUndefined && this.#piece.at === 'entry')
    )
      return;
    this.#hasUselessRate = true;
    this.#keep({ ...complaint, stack: positionsOf(this.recorder.framesIn(new Error().stack ?? '')) });
  }

  /** Notes settings that tfjs passes over, such as misspelt ones. */
  noteIgnored(complaint: Complaint | undefined, frames: readonly StackFrame[]): void {
    const isMadeUp = this.#piece.hasGuesses || this.#standInsTookPart() === 'as numbers';
    if (complaint === undefined || this.code.isGuarded || this.#isOver || isMadeUp || frames.length === 0) return;
    this.#hasIgnoredSettings = true;
    this.#keep({ ...complaint, stack: positionsOf(frames) });
  }

  /** Notes a misspelt setting of a layer. */
  noteMisspelt(layer: Layer, complaint: IgnoredSetting, frames: readonly StackFrame[]): void {
    this.noteIgnored(complaint, frames);
    if (this.#hasIgnoredSettings) this.#misspelt.set(layer, complaint.misspelt);
  }

  misspeltOf(layer: Layer): IgnoredSetting['misspelt'] | undefined {
    return this.#misspelt.get(layer);
  }

  /** Keeps a fault, unless the same is known at the same place, or too many are. */
  #keep(fault: OwnFault): void {
    const isKnown = this.#found.some(
      ({ message, stack }) => message === fault.message && isSamePlace(stack, fault.stack),
    );
    if (!isKnown && this.#found.length < mostFaults) this.#found.push(fault);
  }

  /** Whether tfjs passes over settings that the code gives, so that a model is another than its code says. */
  get hasIgnoredSettings(): boolean {
    return this.#hasIgnoredSettings;
  }

  #judge(error: unknown): OwnFault | undefined {
    if (this.code.isGuarded || this.#isOver || typeof error !== 'object' || error === null) return undefined;
    let judged = this.#judged.get(error);
    if (judged === undefined) this.#judged.set(error, (judged = this.#faultOf(error) ?? 'not-own'));
    return judged === 'not-own' ? undefined : judged;
  }

  #faultOf(error: object): OwnFault | undefined {
    // A thrown value that is no Error says nothing that could be explained.
    if (!(error instanceof Error) || isStopSignal(error) || isSandboxError(error) || isOutOfMemory(error))
      return undefined;
    const trace = this.#traceOf(error);
    const hasOtherNames = this.code.otherCode === 'page scripts' || this.#tfjs.hasOtherNames;
    const explained =
      error instanceof ReferenceError
        ? misspeltVariable(error.message, this.code.misspelt)
        : explainError(error.message, trace, hasOtherNames);
    return this.#mayBeOwn(error, error.message, explained) ? toFault(error, explained, trace) : undefined;
  }

  #traceOf(error: Error): ErrorTrace {
    const isFrozen = error.message.startsWith('variableGrads() expects at least one of the input variables');
    return {
      refusals: this.#refusals.get(error) ?? [],
      frames: this.recorder.framesIn(error.stack ?? ''),
      tapeLeak: leavesTape.test(error.message) ? leakBehind(error.message, this.#tapeLeaks) : undefined,
      freezing: isFrozen && this.#lastFreezing.length > 0 ? this.#lastFreezing : undefined,
      isInCallback: this.#inCallbacks.has(error),
    };
  }

  #mayBeOwn(error: Error, message: string, explained: Complaint | undefined): boolean {
    const tookPart = this.#standInsTookPart();
    if (tookPart === 'as numbers' || !this.#isRefusedByOwnTfjs(message, explained)) return false;
    if (this.#piece.at === 'entry') {
      // Other code may have to run first, and set what is undefined now.
      const isLogs = this.#inCallbacks.has(error) && explained?.code === 'name';
      const isCertain = this.#refusals.get(error)?.some((refusal) => refusal.isCertain) ?? false;
      const isUnset = !isLogs && !isCertain && /\bundefined\b|\bNaN\b|\bnull\b/.test(message);
      if (explained === undefined || this.#piece.hasGuesses || isUnset) return false;
    }
    // The probe hands a callback the very values that tfjs does.
    const { otherCode } = this.code;
    const isOwnCallback = otherCode === 'project files' && this.#inCallbacks.has(error);
    if (explained === undefined && otherCode !== 'none' && !isOwnCallback) return false;
    // A name is a text in the code, and a stand-in that becomes a text is counted.
    if (tookPart === 'as objects') return explained?.code === 'name';
    // Another script of the page may declare the name.
    return !(error instanceof ReferenceError) || explained !== undefined;
  }

  /** Whether the version of tfjs that the code runs on refuses it too, as far as that is known. */
  #isRefusedByOwnTfjs(message: string, explained: Complaint | undefined): boolean {
    const { hasOtherNames, givesOtherResults } = this.#tfjs;
    if (explained !== undefined) return this.#tfjs.refuses(message);
    return !givesOtherResults && !(hasOtherNames && /\.\w+ is not a (?:function|constructor)$/.test(message));
  }

  /** Whether the module runs by itself on what it has made, so that a value is undefined by its own doing. */
  get isWhole(): boolean {
    const hasOthers = this.code.otherCode === 'packages' || this.code.otherCode === 'page scripts';
    const isOwn = this.#piece.at === 'import' && !this.code.isGuarded && !this.#isOver && !hasOthers;
    return isOwn && this.#standInsTookPart() === 'no';
  }

  get isWithoutStandIns(): boolean {
    return this.#standInsTookPart() === 'no';
  }

  /** Notes that the error comes from a callback of `fit`, which the probe runs after its own steps. */
  noteInCallback(error: unknown): void {
    if (typeof error === 'object' && error !== null) this.#inCallbacks.add(error);
  }

  /** Whether a stand-in was used as a number or a text. */
  get hasStandInNumbers(): boolean {
    return this.#standInsTookPart() === 'as numbers';
  }

  #standInsTookPart(): 'no' | 'as objects' | 'as numbers' {
    if (standInNumberUses() > this.#numbersBefore) return 'as numbers';
    return standInUses() > this.#usesBefore ? 'as objects' : 'no';
  }
}
