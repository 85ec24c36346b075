/** Lets code go on where a part of it cannot run here: the second way of running a module, in which each such part is wrapped. */

import { type BranchWays, probeGlobal, type ProbeGlobals } from '../../report/probe-globals';
import { endsCode } from './loop-limits';
import { isStandIn, standIn, standInUse } from './stand-in';

/** How often a loop may go round on the word of a stand-in. */
const roundsOnStandIns = 8;

type Guards = Pick<
  ProbeGlobals,
  'guardValue' | 'guardBaseClass' | 'guardStatement' | 'guardLoop' | 'guardBranch' | 'guardSwitch' | 'declareGlobals'
>;

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
): Guards {
  const rounds = new Map<string, number>();
  const replace = (error: unknown, what: string, where: string): unknown => {
    note(error, where);
    return what === 'tf' ? probeGlobal('tf') : standIn(what);
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
  const toward = (at: number, [yes, no]: BranchWays): boolean | undefined => {
    const { wanted, taken } = bearing();
    const [isYes, isNo] = [yes, no].map((models) => models.some((model) => wanted.has(model)));
    if ((!isYes && !isNo) || taken.has(at)) return undefined;
    taken.add(at);
    return isYes;
  };
  return {
    guardValue: (run, what, where) => {
      try {
        const value = run();
        // tfjs that came out of something stood in for, or that other code would have put there.
        if (what === 'tf' && (value === undefined || value === null || isStandIn(value))) return probeGlobal('tf');
        return value instanceof Promise ? value.catch((error: unknown) => replace(error, what, where)) : value;
      } catch (error) {
        return replace(error, what, where);
      }
    },
    guardBaseClass: (run, what, where) => {
      try {
        const base = run();
        if (base === null || typeof base === 'function') return base;
        return replace(new TypeError(`${what} is not there to be extended`), what, where);
      } catch (error) {
        return replace(error, what, where);
      }
    },
    guardStatement: note,
    declareGlobals: (names) => {
      for (const name of names) if (!(name in globalThis)) defineWhenRead(name, () => standInFor(name));
    },
    guardLoop: (run, where) => {
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
    guardBranch: (run, where, preferred, at, ways) => {
      const towards = at === undefined || !ways ? undefined : toward(at, ways);
      const value = ofBranch(run, where, preferred);
      if (towards === undefined || towards === Boolean(value)) return value;
      turned(where);
      return towards;
    },
    guardSwitch: (run, where, at, clauses) => {
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
