/** Ends loops of user code that outlast their time, or whose condition depends on a stand-in. */

import { now } from '../time/clock';
import { StopSignal } from '../time/stop-signal';
import { standInUses } from './stand-in';

/** A loop that uses stand-ins in each iteration ends after this many iterations, and not before this time. */
const iterationsOnStandIns = 1000;
const timeOnStandInsMs = 1500;
/** Loops look at the clock about this often, however fast their iterations are. */
const lookEveryMs = 5;
const mostIterationsBetweenLooks = 4096;

/** Thrown to end a loop that makes layers: cut short without an error, it would make another model. */
export class EndlessLoop extends Error {
  override readonly name = 'EndlessLoop';
}

/** How long loops may run; times are those of `now()`. */
export interface LoopLimits {
  /** The time at which loops end. */
  until: number;
  /** How much later `until` becomes once the probe has ended a loop: the code behind the loop needs time, too. */
  readonly extensionMs: number;
  /** The time at which loops that make layers end: they may just be slow, and without them there is no model. */
  readonly last: number;
}

/**
 * @param limits of the module or function under way
 * @param noteEnded receives a sentence about each loop that was ended
 * @returns the function that loops call, as in `ProbeGlobals`; it throws EndlessLoop where it ends a loop that makes
 * layers
 */
export function makeLoopHook(
  limits: () => LoopLimits,
  noteEnded: (what: string) => void,
): (where: string, makesLayers: boolean) => boolean {
  let iterations = 0;
  let nextLook = 0;
  let interval = 1;
  let lookedAt = now();
  let startedAt = lookedAt;
  let current: LoopLimits | undefined;
  let lastUses = -1;
  const onStandIns = new Map<string, { iterations: number; since: number }>();

  const end = (where: string, makesLayers: boolean, why: string): boolean => {
    if (makesLayers) throw new EndlessLoop(`This loop ${why}.`);
    noteEnded(`${where}: the loop ${why} and was ended`);
    return true;
  };
  const isEndlessOnStandIns = (where: string): boolean => {
    let known = onStandIns.get(where);
    if (!known) onStandIns.set(where, (known = { iterations: 0, since: now() }));
    if (++known.iterations < iterationsOnStandIns || now() - known.since < timeOnStandInsMs) return false;
    onStandIns.delete(where);
    return true;
  };

  return (where, makesLayers) => {
    const uses = standInUses();
    if (uses !== lastUses) {
      lastUses = uses;
      if (isEndlessOnStandIns(where)) return end(where, makesLayers, 'ran on what a stand-in gave');
    }
    if (++iterations < nextLook) return false;
    const time = now();
    interval = time - lookedAt < lookEveryMs ? Math.min(2 * interval, mostIterationsBetweenLooks) : 1;
    nextLook = iterations + interval;
    lookedAt = time;
    const limit = limits();
    if (limit !== current) {
      current = limit;
      startedAt = time;
      onStandIns.clear();
    }
    if (time <= limit.until || (makesLayers && time <= limit.last)) return false;
    const seconds = Math.max(1, Math.round((time - startedAt) / 1000));
    limit.until = time + limit.extensionMs;
    return end(where, makesLayers, `had not ended after ${seconds} s`);
  };
}

/** Whether an error ends user code, so that no guard may take it for one of the code's own. */
export function endsCode(error: unknown): boolean {
  return error instanceof StopSignal || error instanceof EndlessLoop;
}
