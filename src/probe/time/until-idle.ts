/** Tells when user code is idle: it uses neither tfjs nor Math.random, has no timers set, and waits for no file. */

import { engine } from '../tfjs/internals';
import { randomDraws } from '../tfjs/seeded-random';
import { now, sleep } from './clock';
import type { PendingWork } from './pending-work';

/** A number that grows whenever code uses tfjs or Math.random. */
function activity(): number {
  return (engine as unknown as { nextTensorId(): number }).nextTensorId() + randomDraws();
}

/** A promise that has not settled counts as abandoned when user code has been idle for this long. */
const pendingGraceMs = 400;
/** Where the promise has settled, work that it did not wait for has this long to show itself. */
const settledGraceMs = 24;
/**
 * The time between two checks. If more has passed, this code or another program ran, and the time does not count as
 * idle.
 */
const lookMs = 4;

export interface IdleOptions {
  readonly pending: PendingWork;
  /** Ends the waiting, however busy user code is. It gets whether the promise has settled. */
  readonly isOver?: (settled: boolean) => boolean;
  /** Whether user code has begun; a module that is still being loaded does not count as idle. */
  readonly hasBegun?: () => boolean;
}

/**
 * Waits until a promise of user code has settled and the code is idle, or until the code is idle for so long that the
 * promise will not settle.
 * @returns whether the promise settled
 */
export async function untilIdle(
  work: Promise<unknown>,
  { pending, isOver = () => false, hasBegun = () => true }: IdleOptions,
): Promise<boolean> {
  const state = { settled: false };
  const mark = (): void => {
    state.settled = true;
  };
  work.then(mark, mark);
  let quiet = 0;
  let last = activity();
  let lookedAt = now();
  for (;;) {
    await sleep(lookMs);
    // Reading the activity raises it by one.
    const current = activity();
    const elapsed = now() - lookedAt;
    lookedAt += elapsed;
    quiet =
      current - last > 1 || pending.files > 0 || !(hasBegun() || state.settled)
        ? 0
        : quiet + Math.min(elapsed, 2 * lookMs);
    last = current;
    if (
      isOver(state.settled) ||
      quiet >= pendingGraceMs ||
      (state.settled && pending.timers === 0 && quiet >= settledGraceMs)
    )
      return state.settled;
  }
}
