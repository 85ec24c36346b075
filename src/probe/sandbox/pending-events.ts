/** Lets events occur that user code waits for: the probe soon calls the callbacks that user code hands to stand-ins. */

import { receiveCallbacks } from './stand-in';

/** The most callbacks that the probe calls: code with more hands over callbacks within callbacks, without end. */
const mostCallbacks = 200;

/**
 * Begins to call callbacks, each by a timer of its own.
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

/** Ends the calling: callbacks that user code hands over later are dropped. */
export function stopEvents(): void {
  receiveCallbacks(undefined);
}
