/**
 * Tells a watchdog, a process of its own, what this process owns, so that even SIGKILL leaves none of it behind.
 *
 * The watchdog reads from a pipe whose other end only this process holds. The system closes that end when this process
 * ends, however it ends; the watchdog then kills and removes what is still registered (`watchdog.main.ts`).
 */

import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { root } from '../root';

/** A process group by the id of its leader, or a file or folder by its absolute path. */
export type Owned = { readonly group: number } | { readonly path: string };

/** One line of the pipe, as JSON. */
export interface WatchdogMessage {
  readonly action: 'own' | 'release';
  readonly owned: Owned;
}

let pipe: Writable | undefined;

function startWatchdog(): Writable {
  // It leads a group of its own, so that neither Ctrl-C nor the end of this process's group reaches it.
  const watchdog = spawn(process.execPath, [path.join(root, 'out/test/harness/processes/watchdog.main.js')], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
  });
  watchdog.unref();
  // Neither the watchdog nor its pipe keeps this process alive; without a watchdog the handlers of `at-exit.ts` remain.
  (watchdog.stdin as Writable & { unref(): void }).unref();
  watchdog.on('error', () => undefined);
  watchdog.stdin.on('error', () => undefined);
  return watchdog.stdin;
}

/** Has the watchdog kill or remove something when this process ends, or no longer do so. */
export function tellWatchdog(message: WatchdogMessage): void {
  pipe ??= startWatchdog();
  pipe.write(`${JSON.stringify(message)}\n`);
}
