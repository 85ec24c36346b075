/** Runs user code: imports its bundle, then calls the functions that make the models which the module did not make. */

import type { EntryCall } from '../../report/entry-call';
import { type ModuleAddress, setProbeGlobals } from '../../report/probe-globals';
import { NeedsWeights } from '../user-tfjs/model-loaders';
import type { ProbeJob } from '../protocol/job';
import type { RawFailure } from '../protocol/result';
import { positionsOf } from '../recording/stack-frames';
import { type BranchTargets, makeGuards } from '../sandbox/guard-hooks';
import { placesOfReplacing, restoreBuiltIns } from '../sandbox/built-ins';
import { type LoopLimits, makeLoopHook } from '../sandbox/loop-limits';
import { startEvents, stopEvents } from '../sandbox/pending-events';
import type { SeedRun } from '../seed/seed-run';
import type { PendingWork } from '../time/pending-work';
import { isOutOfMemory, memoryMessage } from '../backend/memory';
import { isStopSignal } from '../time/stop-signal';
import { untilIdle } from '../time/until-idle';
import { EntryRegistry } from './entry-registry';
import { SiteLedger } from './site-ledger';
import { TimeShare } from './time-share';

/** Once all models are measured, code that a function left running may go on for this long after the last step. */
const aftermathMs = 500;

/** Before the first piece of user code runs, its loops have no limit. */
const noLimits: LoopLimits = { until: Infinity, extensionMs: 0, last: Infinity };

/** A piece of user code that runs on its own: the module, or one function that the probe calls. */
type Piece = Pick<RawFailure, 'at' | 'label'>;

export interface UserCodeOptions {
  readonly job: Pick<ProbeJob, 'code' | 'entries' | 'sites' | 'layers' | 'inputShapes' | 'compile' | 'unreached'>;
  readonly pending: PendingWork;
  /** The stand-in for a global that nothing declares. */
  standInFor(name: string): object;
}

/** The user code of one seed. It notes what fails in the seed's run. */
export class UserCode {
  readonly #registry = new EntryRegistry();
  readonly #ledger: SiteLedger;
  #limits = noLimits;
  #branchTargets: BranchTargets;
  /** Entries whose functions do not exist yet. */
  #waiting: EntryCall[] = [];

  constructor(
    private readonly seedRun: SeedRun,
    private readonly options: UserCodeOptions,
  ) {
    const { job } = options;
    this.#ledger = new SiteLedger(seedRun, job);
    this.#branchTargets = { models: new Set(job.unreached), forced: new Set() };
  }

  async run(address: ModuleAddress): Promise<void> {
    this.#installGlobals();
    this.#answerRecorder();
    const module = { at: 'import', label: '' } as const;
    this.seedRun.ownFaults.startPiece({ at: 'import', hasGuesses: false });
    this.#catchLateErrors(module);
    await this.#runPiece(
      module,
      () => address.load(),
      () => this.#registry.hasBegun,
    );
    for (const entry of this.options.job.entries) await this.#enter(entry);
    stopEvents();
  }

  #installGlobals(): void {
    const { seedRun } = this;
    const registry = this.#registry;
    const notePassedOver = (what: string): void => {
      seedRun.notePassedOver(what);
    };
    const branchTargets = (): BranchTargets => this.#branchTargets;
    setProbeGlobals({
      registerBindings: (file, bindings) => {
        registry.registerBindings(file, bindings);
      },
      registerNested: (key, value) => registry.registerNested(key, value),
      startIteration: makeLoopHook(() => this.#limits, notePassedOver),
      ...makeGuards({
        get branchTargets() {
          return branchTargets();
        },
        notePassedOver,
        noteForcedBranch: (where) => {
          seedRun.noteForcedBranch(where);
        },
        standInFor: (name) => this.options.standInFor(name),
      }),
    });
  }

  /** Tells the recorder which input shape, loss and optimizer the job gives to each model. */
  #answerRecorder(): void {
    const { seedRun, options } = this;
    const { recorder } = seedRun;
    const { inputShapes, compile } = options.job;
    const ledger = this.#ledger;
    recorder.shapeGiven = (model) => inputShapes?.[ledger.siteOf(model)];
    recorder.compileGiven = (model) => compile?.[ledger.siteOf(recorder.outermost(model))];
    seedRun.expectsMore = () => ledger.lacksModels;
    seedRun.linesOfEmptyLoops = (model) => ledger.linesOfEmptyLoops(model);
  }

  /**
   * Notes errors that nothing catches as errors of this piece: from promises that nothing awaits, and from callbacks.
   */
  #catchLateErrors(piece: Piece): void {
    setProbeGlobals({
      unhandledRejection: (reason) => {
        this.#noteFailure(piece, reason, true);
      },
    });
    startEvents((error) => {
      this.#noteFailure(piece, error);
    });
  }

  /** Calls the function if that may bring a new model, and then the nested functions that it has registered. */
  async #enter(entry: EntryCall): Promise<void> {
    if (this.seedRun.expired || !this.#ledger.needs(entry)) return;
    if (!this.#registry.has(entry)) {
      this.#waiting.push(entry);
      return;
    }
    await this.#call(entry);
    const ready = this.#waiting.filter((other) => this.#registry.has(other));
    this.#waiting = this.#waiting.filter((other) => !ready.includes(other));
    for (const other of ready) await this.#enter(other);
  }

  async #call(entry: EntryCall): Promise<void> {
    const { recorder } = this.seedRun;
    const { label, towards } = entry;
    const unreached = this.options.job.unreached?.filter((index) => !this.#ledger.isReached(index));
    this.#branchTargets = { models: new Set(towards === undefined ? unreached : [towards]), forced: new Set() };
    const piece = { at: 'entry', label } as const;
    // The model that the probe hands over may lack what the code finds in its own model.
    const givesModel = [...entry.arguments, ...entry.constructorArguments].some(({ wants }) => wants !== undefined);
    // A nested function works with what the call around it was given, which may have been guesses.
    const hasGuesses = givesModel || entry.key.includes('#~') || (entry.hasGuesses ?? false);
    this.seedRun.ownFaults.startPiece({ at: 'entry', hasGuesses });
    this.#catchLateErrors(piece);
    const modelsBefore = recorder.models.length;
    const sitesBefore = new Set(recorder.models.map((model) => this.#ledger.siteOf(model)));
    recorder.entry = entry.key;
    // Other code may call a method of an instance again and again.
    this.seedRun.isCalledOnce = !entry.hasGuesses && (entry.kind === 'function' || entry.kind === 'static-method');
    const result = await this.#runPiece(piece, () => this.#registry.call(entry, this.seedRun));
    this.#registry.results.set(label, result);
    if (towards !== undefined) this.#markRepeated(modelsBefore, sitesBefore, towards);
    recorder.entry = undefined;
  }

  /** A function that was called for one model alone makes others once more on the way. */
  #markRepeated(modelsBefore: number, sitesBefore: ReadonlySet<number>, towards: number): void {
    const { recorder, repeated } = this.seedRun;
    for (const model of recorder.models.slice(modelsBefore)) {
      const site = this.#ledger.siteOf(model);
      if (site >= 0 && site !== towards && sitesBefore.has(site)) repeated.add(model);
    }
  }

  /** @returns what the code gave, or its promise; undefined where it failed or never ended */
  async #runPiece(piece: Piece, run: () => unknown, hasBegun?: () => boolean): Promise<unknown> {
    let result: unknown;
    const share = new TimeShare(this.seedRun);
    this.#limits = share;
    this.seedRun.options.entered(piece.label);
    const work = Promise.resolve().then(run);
    work.then(
      (value) => {
        result = value;
      },
      (error: unknown) => {
        this.#noteFailure(piece, error);
      },
    );
    const isOver = (settled: boolean): boolean => {
      this.#restoreBuiltIns();
      // Once all models are measured, timers that set the next timer and frames that draw predictions bring nothing
      // more.
      return share.isUsedUp || (settled && share.idleMs > aftermathMs && this.#ledger.isComplete);
    };
    const hasSettled = await untilIdle(work, {
      pending: this.options.pending,
      isOver,
      ...(hasBegun && { hasBegun }),
    });
    this.seedRun.endPiece(hasSettled && this.options.pending.timers === 0);
    return result;
  }

  /** Puts built-in functions back that user code replaced, because its own would break tfjs and the probe. */
  #restoreBuiltIns(): void {
    const names = restoreBuiltIns();
    if (names.length > 0)
      this.seedRun.ownFaults.noteReplaced(names, placesOfReplacing(names, this.options.job.code).slice(0, 1));
  }

  /** @param isUnhandled whether it is from a promise that nothing waited for: the code that made the promise went on */
  #noteFailure({ at, label }: Piece, error: unknown, isUnhandled = false): void {
    const { seedRun } = this;
    if (isStopSignal(error)) return;
    if (error instanceof NeedsWeights) {
      // The loader has noted which model is missing. This failure says which code ended without it.
      seedRun.fail({ at, label, reason: 'needs-weights', message: error.advice, stack: positionsOf(error.frames) });
      return;
    }
    if (isOutOfMemory(error)) {
      const message = memoryMessage(label === '' ? 'The module' : label, 0, error);
      const frames = seedRun.recorder.framesIn((error as Error).stack ?? '');
      this.#ledger.leaveUnfinished(frames);
      seedRun.fail({ at, label, reason: 'too-large', message, stack: positionsOf(frames) });
      return;
    }
    const own = seedRun.ownFaults.noteEscape(error);
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const frames = seedRun.recorder.framesIn(error instanceof Error ? (error.stack ?? '') : '');
    // Constructors wait for nothing, so an unhandled rejection has stopped none of them.
    const constructor = isUnhandled ? frames.findIndex(({ functionName }) => functionName.startsWith('new ')) : -1;
    const finishedBefore = new Set(seedRun.unfinished);
    this.#ledger.leaveUnfinished(constructor < 0 ? frames : frames.slice(0, constructor));
    if (own) for (const model of seedRun.unfinished) if (!finishedBefore.has(model)) seedRun.partial.add(model);
    seedRun.fail({ at, label, reason: 'threw', message, stack: positionsOf(frames), ...(own && { own }) });
  }
}
