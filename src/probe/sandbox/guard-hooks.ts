/** Makes the functions that guarded code calls around each part that may fail: they give a value to go on with. */

import { type BranchWays, probeGlobal, type ProbeGlobals } from '../../report/probe-globals';
import { endsCode } from './loop-limits';
import { isStandIn, standIn, standInUses } from './stand-in';

type Guards = Pick<
  ProbeGlobals,
  'guardValue' | 'guardBaseClass' | 'guardStatement' | 'guardLoop' | 'guardBranch' | 'guardSwitch' | 'declareGlobals'
>;

/** A loop whose condition depends on stand-ins ends after this many iterations. */
const iterationsOnStandIns = 8;

/** The models that branches are forced towards, while one function runs. */
export interface BranchTargets {
  /** Indices of model sites. */
  readonly models: ReadonlySet<number>;
  /** Positions of branches that were forced. Each is forced once only, since functions may call themselves. */
  readonly forced: Set<number>;
}

export interface GuardHost {
  /** The targets of the function under way. */
  readonly branchTargets: BranchTargets;
  /** @param what a part that failed, such as `line 12: TypeError: ...` */
  notePassedOver(what: string): void;
  /** @param where a branch that was taken though its condition says otherwise, such as `line 12` */
  noteForcedBranch(where: string): void;
  /** The stand-in for a global that nothing declares. */
  standInFor(name: string): object;
}

/** Makes the functions that guarded code calls around its statements, its loops and its imports. */
export function makeGuards(host: GuardHost): Guards {
  const failures = new Failures(host);
  return {
    ...valueGuards(failures),
    ...branchGuards(host, failures),
    guardStatement: (error, where) => {
      failures.passOver(error, where);
    },
    guardLoop: loopGuard(failures),
    declareGlobals: (names) => {
      for (const name of names) if (!(name in globalThis)) defineWhenRead(name, () => host.standInFor(name));
    },
  };
}

/** Notes the parts of the code that failed, and gives what takes the place of their values. */
class Failures {
  constructor(private readonly host: GuardHost) {}

  /** @throws the error itself where it ends the code */
  passOver(error: unknown, where: string): void {
    if (endsCode(error)) throw error;
    this.host.notePassedOver(`${where}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
  }

  /** @returns tfjs for a failed import of it, else a stand-in called `what` */
  replace(error: unknown, what: string, where: string): unknown {
    this.passOver(error, where);
    return what === 'tf' ? probeGlobal('tf') : standIn(what);
  }
}

function valueGuards(failures: Failures): Pick<Guards, 'guardValue' | 'guardBaseClass'> {
  return {
    guardValue: (run, what, where) => {
      try {
        const value = run();
        // A stand-in handed tfjs on, or code that failed would have set it.
        if (what === 'tf' && (value === undefined || value === null || isStandIn(value))) return probeGlobal('tf');
        return value instanceof Promise ? value.catch((error: unknown) => failures.replace(error, what, where)) : value;
      } catch (error) {
        return failures.replace(error, what, where);
      }
    },
    guardBaseClass: (run, what, where) => {
      try {
        const base = run();
        if (base === null || typeof base === 'function') return base;
        return failures.replace(new TypeError(`${what} is not there to be extended`), what, where);
      } catch (error) {
        return failures.replace(error, what, where);
      }
    },
  };
}

function loopGuard(failures: Failures): Guards['guardLoop'] {
  const iterations = new Map<string, number>();
  return (run, where) => {
    const usesBefore = standInUses();
    try {
      const value = run();
      if (!isStandIn(value) && standInUses() === usesBefore) return value;
      const iteration = (iterations.get(where) ?? 0) + 1;
      iterations.set(where, iteration);
      return iteration % iterationsOnStandIns === 0 ? false : value;
    } catch (error) {
      failures.passOver(error, where);
      return false;
    }
  };
}

function branchGuards(host: GuardHost, failures: Failures): Pick<Guards, 'guardBranch' | 'guardSwitch'> {
  return {
    guardBranch: (run, where, preferred, at, ways) => {
      const forcedValue = at === undefined || !ways ? undefined : valueTowardsTarget(host.branchTargets, at, ways);
      const value = valueOrPreferred(failures, run, where, preferred);
      if (forcedValue === undefined || forcedValue === Boolean(value)) return value;
      host.noteForcedBranch(where);
      return forcedValue;
    },
    guardSwitch: (run, where, at, clauses) => {
      const { models: targets, forced } = host.branchTargets;
      const clause = forced.has(at)
        ? undefined
        : clauses.find(([models]) => models.some((model) => targets.has(model)));
      try {
        const value = run();
        if (!clause) return value;
        forced.add(at);
        const [, makeCase] = clause;
        const chosen = makeCase ? makeCase() : Symbol('none of the cases');
        if (chosen !== value) host.noteForcedBranch(where);
        return chosen;
      } catch (error) {
        return failures.replace(error, 'choice', where);
      }
    },
  };
}

/** The value of a condition that leads to a target; undefined where neither value leads to one. */
function valueTowardsTarget(
  { models: targets, forced }: BranchTargets,
  at: number,
  [whenTrue, whenFalse]: BranchWays,
): boolean | undefined {
  const [isTrue, isFalse] = [whenTrue, whenFalse].map((models) => models.some((model) => targets.has(model)));
  if ((!isTrue && !isFalse) || forced.has(at)) return undefined;
  forced.add(at);
  return isTrue;
}

/** The value of a condition; the preferred one where the condition fails or depends on a stand-in. */
function valueOrPreferred(failures: Failures, run: () => unknown, where: string, preferred: boolean): unknown {
  const usesBefore = standInUses();
  try {
    const value = run();
    // A value that is not set would have been set by code that failed.
    const isOpen = value === undefined || value === null || isStandIn(value) || standInUses() !== usesBefore;
    return isOpen ? preferred : value;
  } catch (error) {
    failures.passOver(error, where);
    return preferred;
  }
}

/** Defines a global that is made once code reads it, so that the report names only those stand-ins that code uses. */
function defineWhenRead(name: string, make: () => object): void {
  const define = (value: unknown): void => {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  };
  const get = (): object => {
    const made = make();
    define(made);
    return made;
  };
  Object.defineProperty(globalThis, name, { get, set: define, configurable: true });
}
