/** Runs clean-up when this process ends: by itself, by a signal, or because the process that started it is gone. */

import { onStarterGone } from './starters';

const pending = new Set<() => void>();
let listening = false;

/** Exit statuses as a shell reports them: 128 and the number of the signal. */
const statusOfSignal = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

function listen(): void {
  if (listening) return;
  listening = true;
  process.on('exit', () => {
    for (const cleanUp of [...pending].reverse()) cleanUp();
  });
  for (const [signal, status] of Object.entries(statusOfSignal)) process.once(signal, () => process.exit(status));
  onStarterGone(() => process.exit(statusOfSignal.SIGHUP));
}

/**
 * Registers clean-up for the end of this process. Only SIGKILL skips it: see `watchdog.ts`.
 * @returns a function that cleans up now; the clean-up runs once, however often it is asked for
 */
export function atExit(cleanUp: () => void): () => void {
  listen();
  const once = () => {
    if (pending.delete(once)) cleanUp();
  };
  pending.add(once);
  return once;
}
