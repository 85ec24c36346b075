/** Runs user code: imports the bundle anew for each seed, then calls the functions that would make the models it did not make by itself. */

import type { ArgumentGuess, EntryCall } from '../report/entry';
import type { RawFailure } from './job';
import { entriesKey, NeedsWeights, tfKey } from './namespace';
import { untilIdle } from './pace';
import type { Session } from './session';
import { positionsOf } from './stack-frames';
import { standIn } from './stand-in';
import { isStopSignal } from './stop-signal';

/** A module made from text, ready to be imported. */
export interface ModuleAddress {
  readonly url: string;
  /** Lets go of what the address stands for; the module stays loaded. */
  release(): void;
}

/** How text becomes something that `import()` takes; hosts without blob URLs provide it under this key. */
export const moduleAddressKey = Symbol.for('gradline.moduleAddress');
/** Told by the host of promises that user code let fail unseen. */
export const unhandledKey = Symbol.for('gradline.unhandled');

type Thunks = Readonly<Record<string, () => unknown>>;

interface Scope {
  [moduleAddressKey]?: (code: string) => ModuleAddress;
  [entriesKey]?: (file: string, bindings: Thunks) => void;
  [unhandledKey]?: (reason: unknown) => void;
  [tfKey]?: object;
  readonly Blob: new (parts: string[], options: { type: string }) => object;
  readonly URL: { createObjectURL(blob: object): string; revokeObjectURL(url: string): void };
}

const scope = globalThis as unknown as Scope;

export function addressOf(code: string): ModuleAddress {
  const make = scope[moduleAddressKey];
  if (make) return make(code);
  const url = scope.URL.createObjectURL(new scope.Blob([code], { type: 'text/javascript' }));
  return {
    url,
    release: () => {
      scope.URL.revokeObjectURL(url);
    },
  };
}

/** Runs the module and the entries; what fails is noted in the session. */
export async function runUserCode(session: Session, address: ModuleAddress, entries: readonly EntryCall[]): Promise<void> {
  const bindings = new Map<string, Thunks>();
  scope[entriesKey] = (file, thunks) => {
    bindings.set(file, { ...bindings.get(file), ...thunks });
  };
  scope[unhandledKey] = (reason) => {
    noteFailure(session, 'import', '', reason);
  };
  await attempt(session, 'import', '', () => import(address.url) as Promise<unknown>);
  for (const entry of entries) {
    if (session.expired) break;
    const label = entry.label;
    scope[unhandledKey] = (reason) => {
      noteFailure(session, 'entry', label, reason);
    };
    if (!wasCalled(session, entry)) await attempt(session, 'entry', label, () => callEntry(entry, bindings));
  }
}

async function attempt(session: Session, at: RawFailure['at'], label: string, run: () => unknown): Promise<void> {
  const work = Promise.resolve().then(run);
  work.catch((error: unknown) => {
    noteFailure(session, at, label, error);
  });
  await untilIdle(work);
}

function noteFailure(session: Session, at: RawFailure['at'], label: string, error: unknown): void {
  // A model that needs weights was noted where it was asked for.
  if (isStopSignal(error) || error instanceof NeedsWeights) return;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const trace = error instanceof Error ? (error.stack ?? '') : '';
  session.fail({ at, label, reason: 'threw', message, stack: positionsOf(session.recorder.framesIn(trace)) });
}

/** True where a model was made under a function of that name already, so that calling it would only make the model again. */
function wasCalled(session: Session, entry: EntryCall): boolean {
  const name = entry.key.slice(entry.key.indexOf('#') + 1).split('.').at(-1) ?? '';
  const untrained = entry.trains && session.measured.length === 0;
  if (untrained) return false;
  return session.recorder.models.some((model) =>
    session.recorder.framesOf(model).some(({ functionName }) => functionName.split(/[. ]/).includes(name) || functionName.endsWith(`[as ${name}]`)),
  );
}

function callEntry(entry: EntryCall, bindings: ReadonlyMap<string, Thunks>): unknown {
  const hash = entry.key.lastIndexOf('#');
  const [binding, ...path] = entry.key.slice(hash + 1).split('.');
  const thunk = bindings.get(entry.key.slice(0, hash))?.[binding];
  if (!thunk) throw new Error(`${entry.label} was not reached: its module did not run.`);
  let holder: unknown;
  let value = thunk();
  path.forEach((name, depth) => {
    const last = depth === path.length - 1;
    holder = last && entry.kind === 'method' ? instanceOf(value, entry) : value;
    value = (holder as Record<string, unknown> | undefined)?.[name];
  });
  if (typeof value !== 'function') throw new Error(`${entry.label} is not a function at run time.`);
  const values = entry.arguments.map(argumentOf);
  return entry.kind === 'class' ? (Reflect.construct(value, entry.constructorArguments.map(argumentOf)) as unknown) : (Reflect.apply(value, holder, values) as unknown);
}

function instanceOf(value: unknown, entry: EntryCall): unknown {
  return typeof value === 'function' ? (Reflect.construct(value, entry.constructorArguments.map(argumentOf)) as unknown) : value;
}

function argumentOf(guess: ArgumentGuess): unknown {
  switch (guess.kind) {
    case 'default':
      return undefined;
    case 'value':
      return structuredClone(guess.value);
    case 'stand-in':
      return standIn(guess.name);
    case 'tf':
      return scope[tfKey];
  }
}
