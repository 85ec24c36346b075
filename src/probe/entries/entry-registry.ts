/** Keeps the functions of user code that the probe can call, and what its calls of them returned. */

import type { EntryCall } from '../../report/entry-call';
import type { Bindings } from '../../report/probe-globals';
import type { SeedRun } from '../seed/seed-run';
import { argumentOf } from './entry-arguments';

/** Marks the key of a nested function, which a file registers once the code around it has run. */
const nestedMark = '~';

export class EntryRegistry {
  /** What the calls returned, by the label of the entry. */
  readonly results = new Map<string, unknown>();
  readonly #bindings = new Map<string, Bindings>();
  readonly #nested = new Map<string, unknown>();

  /** Whether the first module of the bundle has started to run. */
  get hasBegun(): boolean {
    return this.#bindings.size > 0;
  }

  registerBindings(file: string, bindings: Bindings): void {
    this.#bindings.set(file, { ...this.#bindings.get(file), ...bindings });
  }

  registerNested(key: string, value: unknown): unknown {
    this.#nested.set(key, value);
    return value;
  }

  /** Whether the function exists by now; a nested one does once the code around it has run. */
  has(entry: EntryCall): boolean {
    const { file, binding } = parts(entry);
    return binding.startsWith(nestedMark)
      ? this.#nested.has(`${file}#${binding}`)
      : this.#bindings.get(file)?.[binding] !== undefined;
  }

  /**
   * Calls the function; makes an instance first where it is a method.
   * @throws Error where it is no function, and whatever user code throws
   */
  call(entry: EntryCall, seedRun: SeedRun): unknown {
    const { path } = parts(entry);
    const argumentsFrom = (guesses: EntryCall['arguments']): unknown[] =>
      guesses.map((guess) => argumentOf(guess, seedRun, this.results));
    const construct = (value: unknown): unknown =>
      typeof value === 'function'
        ? (Reflect.construct(value, argumentsFrom(entry.constructorArguments)) as unknown)
        : value;
    let holder: unknown;
    let value = this.#rootOf(entry);
    path.forEach((name, depth) => {
      const isLast = depth === path.length - 1;
      holder = isLast && entry.kind === 'method' ? construct(value) : value;
      value = (holder as Record<string, unknown> | undefined)?.[name];
    });
    if (typeof value !== 'function') throw new Error(`${entry.label} is not a function at run time.`);
    return entry.kind === 'class'
      ? construct(value)
      : (Reflect.apply(value, holder, argumentsFrom(entry.arguments)) as unknown);
  }

  /** The value that the path of the entry starts from. */
  #rootOf(entry: EntryCall): unknown {
    const { file, binding } = parts(entry);
    return binding.startsWith(nestedMark)
      ? this.#nested.get(`${file}#${binding}`)
      : this.#bindings.get(file)?.[binding]?.();
  }
}

/** `/w/a.ts#Net.build` names the member `build` of the binding `Net` in the file `/w/a.ts`. */
function parts({ key }: EntryCall): {
  readonly file: string;
  readonly binding: string;
  readonly path: readonly string[];
} {
  const hash = key.lastIndexOf('#');
  const [binding, ...path] = key.slice(hash + 1).split('.');
  return { file: key.slice(0, hash), binding, path };
}
