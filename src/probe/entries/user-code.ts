/** Runs user code: imports the bundle anew for each seed, then calls the functions that would make the models it did not make by itself. */

import type { EntryCall } from '../../report/entry-call';
import { type Bindings, type ModuleAddress, probeGlobal, setProbeGlobals } from '../../report/probe-globals';
import { argumentOf } from './entry-arguments';
import { letEventsCome, letNoEventsCome } from '../sandbox/pending-events';
import type { ProbeJob } from '../protocol/job';
import type { RawFailure } from '../protocol/result';
import { NeedsWeights } from '../facade/model-loaders';
import { now, untilIdle } from '../time/clock';
import type { SeedRun } from '../seed/seed-run';
import { SiteLedger } from './site-ledger';
import { standIn } from '../sandbox/stand-in';
import { positionsOf } from '../recording/stack-frames';
import { isStopSignal } from '../time/stop-signal';
import { makeRounds, type RoundLimits } from '../sandbox/loop-limits';
import { type Bearing, makeGuards } from '../sandbox/guard-hooks';

/** Of the time that is left, what the module or one function may take before the next is tried: some never end. */
const largestShare = 0.4;
/** Of that, what its loops may take. */
const loopShare = 0.6;

/** What a function has left running gets this long after the last step, once all is measured. */
const aftermathMs = 500;

interface Scope {
  readonly Blob: new (parts: string[], options: { type: string }) => object;
  readonly URL: { createObjectURL(blob: object): string; revokeObjectURL(url: string): void };
}

const scope = globalThis as unknown as Scope;

// Taken before user code can get at it.
const makeAddress = probeGlobal('moduleAddress');
setProbeGlobals({ moduleAddress: undefined });

export function addressOf(code: string): ModuleAddress {
  if (makeAddress) return makeAddress(code);
  const url = scope.URL.createObjectURL(new scope.Blob([code], { type: 'text/javascript' }));
  return {
    url,
    release: () => {
      scope.URL.revokeObjectURL(url);
    },
  };
}

/** Runs the module and the entries; what fails is noted in the run of the seed. */
export async function runUserCode(
  seedRun: SeedRun,
  address: ModuleAddress,
  job: Pick<ProbeJob, 'entries' | 'sites' | 'layers' | 'inputShapes' | 'compile' | 'unreached'>,
): Promise<void> {
  const known = new Known();
  setProbeGlobals({
    registerBindings: (file, bindings) => {
      known.register(file, bindings);
    },
    registerNested: (key, value) => known.note(key, value),
  });
  let bearing: Bearing = { wanted: new Set(job.unreached), taken: new Set() };
  setProbeGlobals(
    makeGuards(
      (what) => {
        seedRun.tolerate(what);
      },
      () => bearing,
      (where) => {
        seedRun.takeTurn(where);
      },
      (name) => probeGlobal('standIn')?.(name) ?? standIn(name),
    ),
  );
  const limits = { current: { until: Infinity, extensionMs: 0, last: Infinity } };
  setProbeGlobals({
    loopRound: makeRounds(
      () => limits.current,
      (what) => {
        seedRun.tolerate(what);
      },
    ),
  });
  const ledger = new SiteLedger(seedRun, job);
  seedRun.recorder.shapeGiven = (model) => job.inputShapes?.[ledger.siteOf(model)];
  seedRun.recorder.compileGiven = (model) => job.compile?.[ledger.siteOf(seedRun.recorder.outermost(model))];
  seedRun.expectsMore = () => ledger.lacks;
  const listen = (at: RawFailure['at'], label: string): void => {
    setProbeGlobals({
      unhandledRejection: (reason) => {
        noteFailure(seedRun, ledger, at, label, reason, true);
      },
    });
    letEventsCome((_, error) => {
      noteFailure(seedRun, ledger, at, label, error);
    });
  };
  listen('import', '');
  await attempt(
    seedRun,
    ledger,
    limits,
    'import',
    '',
    () => import(address.url) as Promise<unknown>,
    () => known.hasBegun,
  );
  let waiting: EntryCall[] = [];
  const enter = async (entry: EntryCall): Promise<void> => {
    if (seedRun.expired || !ledger.needs(entry)) return;
    if (!known.has(entry)) {
      waiting.push(entry);
      return;
    }
    const { label, towards } = entry;
    bearing = {
      wanted: new Set(towards === undefined ? job.unreached?.filter((index) => !ledger.isReached(index)) : [towards]),
      taken: new Set(),
    };
    listen('entry', label);
    seedRun.recorder.entry = entry.key;
    const made = seedRun.recorder.models.length;
    const there = new Set(seedRun.recorder.models.map((model) => ledger.siteOf(model)));
    const result = await attempt(seedRun, ledger, limits, 'entry', label, () => known.call(entry, seedRun));
    known.results.set(label, result);
    // Called for one model alone, it makes others again on the way.
    if (towards !== undefined) {
      for (const model of seedRun.recorder.models.slice(made)) {
        const site = ledger.siteOf(model);
        if (site >= 0 && site !== towards && there.has(site)) seedRun.again.add(model);
      }
    }
    seedRun.recorder.entry = undefined;
    // What this one ran may have brought functions inside it to be.
    const again = waiting.filter((other) => known.has(other));
    waiting = waiting.filter((other) => !again.includes(other));
    for (const other of again) await enter(other);
  };
  for (const entry of job.entries) await enter(entry);
  letNoEventsCome();
}

/** @returns what the work came to, undefined where it failed or never ended */
async function attempt(
  seedRun: SeedRun,
  ledger: SiteLedger,
  limits: { current: RoundLimits },
  at: RawFailure['at'],
  label: string,
  run: () => unknown,
  hasBegun?: () => boolean,
): Promise<unknown> {
  let result: unknown;
  const start = now();
  const share = (seedRun.options.deadline - start) * largestShare;
  let until = start + share * loopShare;
  // Code behind a loop that is left has something of the share, too.
  limits.current = {
    get until() {
      return Math.max(until, seedRun.lastStep + share * loopShare);
    },
    set until(time) {
      until = time;
    },
    extensionMs: (share * (1 - loopShare)) / 3,
    last: seedRun.options.deadline,
  };
  seedRun.options.entered(label);
  const work = Promise.resolve().then(run);
  work.then(
    (value) => {
      result = value;
    },
    (error: unknown) => {
      noteFailure(seedRun, ledger, at, label, error);
    },
  );
  const isOver = (settled: boolean): boolean => {
    const since = now() - Math.max(start, seedRun.lastStep);
    // Timers that set the next one, frames that draw what the model says: nothing comes of them any more.
    return since > share || (settled && since > aftermathMs && ledger.isComplete);
  };
  await untilIdle(work, isOver, hasBegun);
  return result;
}

/** @param isLoose whether it is a promise that nothing waited for: what called for it went on */
function noteFailure(
  seedRun: SeedRun,
  ledger: SiteLedger,
  at: RawFailure['at'],
  label: string,
  error: unknown,
  isLoose = false,
): void {
  if (isStopSignal(error)) return;
  if (error instanceof NeedsWeights) {
    // Noted where the model was asked for; here, what ended for the want of it.
    seedRun.fail({ at, label, reason: 'needs-weights', message: error.advice, stack: positionsOf(error.frames) });
    return;
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const trace = error instanceof Error ? (error.stack ?? '') : '';
  const frames = seedRun.recorder.framesIn(trace);
  // Constructors wait for nothing, so that none was stopped by it.
  const constructor = isLoose ? frames.findIndex(({ functionName }) => functionName.startsWith('new ')) : -1;
  ledger.leaveUnfinished(constructor < 0 ? frames : frames.slice(0, constructor));
  seedRun.fail({ at, label, reason: 'threw', message, stack: positionsOf(frames) });
}

/** What the bundle has registered, and what calls of it have returned. */
class Known {
  readonly results = new Map<string, unknown>();
  readonly #bindings = new Map<string, Bindings>();
  readonly #noted = new Map<string, unknown>();

  /** Whether the first module of the bundle has started to run. */
  get hasBegun(): boolean {
    return this.#bindings.size > 0;
  }

  register(file: string, bindings: Bindings): void {
    this.#bindings.set(file, { ...this.#bindings.get(file), ...bindings });
  }

  note(key: string, value: unknown): unknown {
    this.#noted.set(key, value);
    return value;
  }

  /** Whether the code around the function has run so far that the function has come to be. */
  has(entry: EntryCall): boolean {
    const { file, binding } = parts(entry);
    return binding.startsWith('~')
      ? this.#noted.has(`${file}#${binding}`)
      : this.#bindings.get(file)?.[binding] !== undefined;
  }

  call(entry: EntryCall, seedRun: SeedRun): unknown {
    const { file, binding, path } = parts(entry);
    const argumentsOf = (guesses: EntryCall['arguments']): unknown[] =>
      guesses.map((guess) => argumentOf(guess, seedRun, this.results));
    const make = (value: unknown): unknown =>
      typeof value === 'function'
        ? (Reflect.construct(value, argumentsOf(entry.constructorArguments)) as unknown)
        : value;
    let holder: unknown;
    let value = binding.startsWith('~')
      ? this.#noted.get(`${file}#${binding}`)
      : this.#bindings.get(file)?.[binding]?.();
    path.forEach((name, depth) => {
      const last = depth === path.length - 1;
      holder = last && entry.kind === 'method' ? make(value) : value;
      value = (holder as Record<string, unknown> | undefined)?.[name];
    });
    if (typeof value !== 'function') throw new Error(`${entry.label} is not a function at run time.`);
    return entry.kind === 'class'
      ? make(value)
      : (Reflect.apply(value, holder, argumentsOf(entry.arguments)) as unknown);
  }
}

function parts({ key }: EntryCall): {
  readonly file: string;
  readonly binding: string;
  readonly path: readonly string[];
} {
  const hash = key.lastIndexOf('#');
  const [binding, ...path] = key.slice(hash + 1).split('.');
  return { file: key.slice(0, hash), binding, path };
}
