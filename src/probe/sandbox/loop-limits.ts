/** Leaves loops of user code that would not end here: those that outlast their time, and those that go round on the word of stand-ins. */

import { now } from '../time/clock';
import { standInUse } from './stand-in';
import { StopSignal } from '../time/stop-signal';

/** A loop that is asked each round about stand-ins may go round this often, and then for this long. */
const roundsOnStandIns = 1000;
const timeOnStandInsMs = 1500;
/** The clock is looked at about this often, however fast the rounds are. */
const lookEveryMs = 5;
const mostRoundsUnseen = 4096;

/** Thrown out of a loop that makes layers: with fewer rounds it would make another model. */
export class EndlessLoop extends Error {
  override readonly name = 'EndlessLoop';
}

export interface RoundLimits {
  /** By this time (of `now()`) no loop should be running any more. */
  until: number;
  /** How much longer the code behind a loop that was left may take. */
  readonly extensionMs: number;
  /** Until then a loop that makes layers goes on: it may only be slow, and without it there is no model. */
  readonly last: number;
}

/**
 * @param limits of the work under way
 * @param left told of each loop that was left
 * @returns what loops call at the start of each round with where they stand and whether they make layers: true tells them to break
 */
export function makeRounds(
  limits: () => RoundLimits,
  left: (what: string) => void,
): (where: string, makesLayers: boolean) => boolean {
  let rounds = 0;
  let nextLook = 0;
  let interval = 1;
  let lookedAt = now();
  let startedAt = lookedAt;
  let current: RoundLimits | undefined;
  let lastUse = -1;
  const onStandIns = new Map<string, { rounds: number; since: number }>();

  const leave = (where: string, makesLayers: boolean, why: string): boolean => {
    if (makesLayers) throw new EndlessLoop(`This loop ${why}.`);
    left(`${where}: the loop ${why}, and was left`);
    return true;
  };
  const goesOnStandIns = (where: string): boolean => {
    let known = onStandIns.get(where);
    if (!known) onStandIns.set(where, (known = { rounds: 0, since: now() }));
    if (++known.rounds < roundsOnStandIns || now() - known.since < timeOnStandInsMs) return false;
    onStandIns.delete(where);
    return true;
  };

  return (where, makesLayers) => {
    const use = standInUse.reads + standInUse.numbers;
    if (use !== lastUse) {
      lastUse = use;
      if (goesOnStandIns(where)) return leave(where, makesLayers, 'went round on what was stood in for');
    }
    if (++rounds < nextLook) return false;
    const time = now();
    interval = time - lookedAt < lookEveryMs ? Math.min(2 * interval, mostRoundsUnseen) : 1;
    nextLook = rounds + interval;
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
    return leave(where, makesLayers, `had not ended after ${seconds} s`);
  };
}

/** What user code must not take for an error of its own. */
export function endsCode(error: unknown): boolean {
  return error instanceof StopSignal || error instanceof EndlessLoop;
}
