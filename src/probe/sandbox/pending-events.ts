/** Lets the events come that user code waits for: callbacks it handed to stand-ins are called soon after. */

import type { HandedCallback } from './stand-in';
import { callbackSink } from './stand-in';

/** More than these and something hands over callbacks from within callbacks without end. */
const mostCallbacks = 200;

/**
 * From now on callbacks are called, each in a turn of its own.
 * @param failed told of what a callback threw, or its promise rejected with
 */
export function letEventsCome(failed: (name: string, error: unknown) => void): void {
  let count = 0;
  const { setTimeout } = globalThis as unknown as { setTimeout: (run: () => void, milliseconds: number) => void };
  callbackSink.receive = ({ name, call }: HandedCallback) => {
    if (++count > mostCallbacks) return;
    setTimeout(() => {
      try {
        const result = call();
        if (result instanceof Promise)
          result.catch((error: unknown) => {
            failed(name, error);
          });
      } catch (error) {
        failed(name, error);
      }
    }, 0);
  };
}

/** Callbacks handed over from here on are dropped. */
export function letNoEventsCome(): void {
  callbackSink.receive = undefined;
}
