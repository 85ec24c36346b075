/** Temporary folders that are gone when their owner is, and at the latest with the process, also where a signal ends it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const open = new Set<string>();
let isListening = false;

export interface ScratchFolder {
  readonly path: string;
  /** Safe to call twice. */
  remove(): void;
}

export function makeScratchFolder(): ScratchFolder {
  listen();
  const folder = mkdtempSync(path.join(tmpdir(), 'gradline-'));
  open.add(folder);
  return {
    path: folder,
    remove: () => {
      if (open.delete(folder)) erase(folder);
    },
  };
}

function erase(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function eraseAll(): void {
  for (const folder of open) erase(folder);
  open.clear();
}

function listen(): void {
  if (isListening) return;
  isListening = true;
  process.on('exit', eraseAll);
  // Ctrl-C is the command's own: it cancels first.
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      eraseAll();
      // Now nobody listens any more, so that the signal does what it always does.
      process.kill(process.pid, signal);
    });
  }
}
