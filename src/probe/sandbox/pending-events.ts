/** Lets the events occur that user code waits for: callbacks that it handed to stand-ins are called soon after. */

import { receiveCallbacks } from './stand-in';

/** Code that hands over more than these hands over callbacks from within callbacks without end. */
const mostCallbacks = 200;

/**
 * From now on callbacks are called, each by a timer of its own.
 * @param failed receives what a callback threw, or what its promise was rejected with
 */
export function startEvents(failed: (error: unknown) => void): void {
  let count = 0;
  const { setTimeout } = globalThis as unknown as { setTimeout: (run: () => void, milliseconds: number) => void };
  receiveCallbacks((call) => {
    if (++count > mostCallbacks) return;
    setTimeout(() => {
      try {
        const result = call();
        if (result instanceof Promise) result.catch(failed);
      } catch (error) {
        failed(error);
      }
    }, 0);
  });
}

/** Callbacks that user code hands over from now on are dropped. */
export function stopEvents(): void {
  receiveCallbacks(undefined);
}
