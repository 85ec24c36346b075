/** Time within a run: yields to the event loop now and then, tells when user code is idle, and when a run has to come to its end. */

import { engine } from '../tfjs/internals';
import { draws } from '../tfjs/seeded-random';

/** The few globals of workers (of browsers and of Node) that the probe uses. */
interface Scope {
  setTimeout(callback: () => void, milliseconds: number): unknown;
  readonly performance: { now(): number };
  readonly MessageChannel: new () => {
    readonly port1: { onmessage: (() => void) | null; close(): void };
    readonly port2: { postMessage(message: unknown): void };
  };
}

const scope = globalThis as unknown as Scope;
// Taken before user code can replace it.
const setTimer = scope.setTimeout.bind(globalThis);

/** Milliseconds from a clock that only goes forward. */
export function now(): number {
  return scope.performance.now();
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimer(resolve, milliseconds);
  });
}

/** One turn of the event loop by a message, which unlike a timer is never clamped to 4 ms. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new scope.MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/**
 * How long a step loop keeps the worker to itself before it lets messages and timers in. Only user code's own timers and files wait for
 * it: progress goes out at once, and a run is cancelled by ending its worker. In each turn V8 collects garbage that it would else let lie,
 * so that a turn after each step costs what `npm run bench` holds against plain training.
 */
const turnMs = 250;
let turnStart = 0;

/** Yields when it is time to. */
export async function breathe(): Promise<void> {
  if (now() - turnStart < turnMs) return;
  await nextTurn();
  turnStart = now();
}

/** Counts what user code has started and not finished: timers of its own, and files that the host is reading for it. */
export const waiting = { timers: 0, files: 0 };

/** A mark that changes whenever tfjs or Math.random was used. */
function activity(): number {
  return (engine as unknown as { nextTensorId(): number }).nextTensorId() + draws;
}

/** A promise that may never settle counts as abandoned when nothing has happened for this long. */
const pendingGraceMs = 400;
/** Work that nobody awaits gets this long to show itself. */
const settledGraceMs = 24;
/** Between two looks; a longer time was taken up by code that ran, or by other programs, and says nothing of who is idle. */
const lookMs = 4;

/**
 * Waits until user code has settled and nothing it left running is at work, or until it hangs on something that doesn't come.
 *
 * @param isOver whether it is waited for no longer, however busy it is; told whether the work itself has settled
 * @param hasBegun whether the work is the user's by now; while a module is still being loaded, nothing can be said of it
 * @returns whether it settled
 */
export async function untilIdle(
  work: Promise<unknown>,
  isOver: (settled: boolean) => boolean = () => false,
  hasBegun: () => boolean = () => true,
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
    // Reading the mark moves it by one itself.
    const current = activity();
    const elapsed = now() - lookedAt;
    lookedAt += elapsed;
    quiet =
      current - last > 1 || waiting.files > 0 || !(hasBegun() || state.settled)
        ? 0
        : quiet + Math.min(elapsed, 2 * lookMs);
    last = current;
    if (
      isOver(state.settled) ||
      quiet >= pendingGraceMs ||
      (state.settled && waiting.timers === 0 && quiet >= settledGraceMs)
    )
      return state.settled;
  }
}
