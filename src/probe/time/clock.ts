/** The probe's clock and its ways to wait, taken before user code can replace the globals that they rest on. */

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

/** Resolves after the given time by the real clock, whatever user code has done to the timers. */
export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimer(resolve, milliseconds);
  });
}

/** Resolves after one turn of the event loop, by a message: unlike a timer, it never has to wait 4 ms. */
export function yieldToEventLoop(): Promise<void> {
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
 * A step loop keeps the event loop to itself for this long. Only user code's own timers and files wait for it: progress
 * goes out at once,
 * and a host cancels a run by ending its worker. Yielding after each step would cost what `npm run bench` holds against
 * plain training,
 * since V8 then collects garbage that it would else let lie.
 */
const longestHoldMs = 250;
/** One time for the whole worker, which has one event loop. */
let lastYield = 0;

/** Yields to the event loop where that was not done for a while. */
export async function yieldNowAndThen(): Promise<void> {
  if (now() - lastYield < longestHoldMs) return;
  await yieldToEventLoop();
  lastYield = now();
}
