/** Lets code go on where a part of it cannot run here: the second way of running a module, in which each such part is wrapped. */

import { endsCode } from './loop-limits';
import { isStandIn, standIn, standInUse } from './stand-in';

/** Under which names the wrapped code asks for its guards; the source room writes them. */
export const guardKeys = {
  /** `(run, what, where)`: the value, or a stand-in for it. */
  value: Symbol.for('gradline.guard'),
  /** `(run, what, where)`: what a class extends, or a stand-in for it. */
  base: Symbol.for('gradline.base'),
  /** `(error, where)`: what a statement threw. */
  statement: Symbol.for('gradline.tolerate'),
  /** `(run, where)`: the condition of a loop. */
  loop: Symbol.for('gradline.loop'),
  /** `(run, where, preferred, at, ways)`: the condition of a branch; `at` tells it from others, `ways` are the models on the way where it is true, and where not. */
  branch: Symbol.for('gradline.branch'),
  /** `(run, where, at, clauses)`: what a switch asks for; clauses are the models in each, and what it is the case for. */
  choice: Symbol.for('gradline.choice'),
  /** `(names)`: what a file uses and does not declare. */
  globals: Symbol.for('gradline.globals'),
} as const;

/** How often a loop may go round on the word of a stand-in. */
const roundsOnStandIns = 8;

type Ways = readonly [yes: readonly number[], no: readonly number[]];
type Clause = readonly [models: readonly number[], value?: () => unknown];

/** Where the run is to go. */
export interface Bearing {
  /** Indices of model sites that it should come by. */
  readonly wanted: ReadonlySet<number>;
  /** Branches that were taken towards them; each only once, as functions may call themselves. */
  readonly taken: Set<number>;
}

/**
 * @param tolerated told of each part that failed, as `line 12: TypeError: ...`
 * @param bearing of the function under way
 * @param turned told where a branch was taken that the code itself would not have
 * @param standInFor makes what stands in for a global, and takes note of it
 */
export function makeGuards(
  tolerated: (what: string) => void,
  bearing: () => Bearing,
  turned: (where: string) => void,
  standInFor: (name: string) => object,
): Record<symbol, unknown> {
  const rounds = new Map<string, number>();
  const replace = (error: unknown, what: string, where: string): unknown => {
    note(error, where);
    return what === 'tf' ? tfjs() : standIn(what);
  };
  const note = (error: unknown, where: string): void => {
    if (endsCode(error)) throw error;
    tolerated(`${where}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
  };
  const ofBranch = (run: () => unknown, where: string, preferred: boolean): unknown => {
    const before = standInUse.reads + standInUse.numbers;
    try {
      const value = run();
      // What is not set would have been set by code that did not run.
      return value === undefined ||
        value === null ||
        isStandIn(value) ||
        before !== standInUse.reads + standInUse.numbers
        ? preferred
        : value;
    } catch (error) {
      note(error, where);
      return preferred;
    }
  };
  const toward = (at: number, [yes, no]: Ways): boolean | undefined => {
    const { wanted, taken } = bearing();
    const [isYes, isNo] = [yes, no].map((models) => models.some((model) => wanted.has(model)));
    if ((!isYes && !isNo) || taken.has(at)) return undefined;
    taken.add(at);
    return isYes;
  };
  return {
    [guardKeys.value]: (run: () => unknown, what: string, where: string): unknown => {
      try {
        const value = run();
        // tfjs that came out of something stood in for, or that other code would have put there.
        if (what === 'tf' && (value === undefined || value === null || isStandIn(value))) return tfjs();
        return value instanceof Promise ? value.catch((error: unknown) => replace(error, what, where)) : value;
      } catch (error) {
        return replace(error, what, where);
      }
    },
    [guardKeys.base]: (run: () => unknown, what: string, where: string): unknown => {
      try {
        const base = run();
        if (base === null || typeof base === 'function') return base;
        return replace(new TypeError(`${what} is not there to be extended`), what, where);
      } catch (error) {
        return replace(error, what, where);
      }
    },
    [guardKeys.statement]: note,
    [guardKeys.globals]: (names: readonly string[]): void => {
      for (const name of names) if (!(name in globalThis)) defineWhenRead(name, () => standInFor(name));
    },
    [guardKeys.loop]: (run: () => unknown, where: string): unknown => {
      const before = standInUse.reads + standInUse.numbers;
      try {
        const value = run();
        if (!isStandIn(value) && before === standInUse.reads + standInUse.numbers) return value;
        const round = (rounds.get(where) ?? 0) + 1;
        rounds.set(where, round);
        return round % roundsOnStandIns === 0 ? false : value;
      } catch (error) {
        note(error, where);
        return false;
      }
    },
    [guardKeys.branch]: (run: () => unknown, where: string, preferred: boolean, at?: number, ways?: Ways): unknown => {
      const towards = at === undefined || !ways ? undefined : toward(at, ways);
      const value = ofBranch(run, where, preferred);
      if (towards === undefined || towards === Boolean(value)) return value;
      turned(where);
      return towards;
    },
    [guardKeys.choice]: (run: () => unknown, where: string, at: number, clauses: readonly Clause[]): unknown => {
      const { wanted, taken } = bearing();
      const clause = taken.has(at) ? undefined : clauses.find(([models]) => models.some((model) => wanted.has(model)));
      try {
        const value = run();
        if (!clause) return value;
        taken.add(at);
        const [, makeCase] = clause;
        const chosen = makeCase ? makeCase() : Symbol('none of the cases');
        if (chosen !== value) turned(where);
        return chosen;
      } catch (error) {
        return replace(error, 'choice', where);
      }
    },
  };
}

/** A global of which nothing is told unless code reads it. */
function defineWhenRead(name: string, make: () => object): void {
  const settle = (value: unknown): void => {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  };
  const get = (): object => {
    const made = make();
    settle(made);
    return made;
  };
  Object.defineProperty(globalThis, name, { get, set: settle, configurable: true });
}

function tfjs(): unknown {
  return (globalThis as unknown as Record<symbol, unknown>)[Symbol.for('gradline.tf')];
}
