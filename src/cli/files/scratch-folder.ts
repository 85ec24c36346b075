/** Temporary folders that are gone when their owner is, and at the latest with the process, also where a signal ends it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Kept by the process and not by this module, of which each bundle has a copy. */
const key = Symbol.for('gradline.scratchFolders');
const shared = globalThis as { [key]?: Set<string> };

export interface ScratchFolder {
  readonly path: string;
  /** Safe to call twice. */
  remove(): void;
}

export function makeScratchFolder(): ScratchFolder {
  const open = (shared[key] ??= listen());
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

/** @returns the folders that will be gone with the process */
function listen(): Set<string> {
  const open = new Set<string>();
  const eraseAll = (): void => {
    for (const folder of open) erase(folder);
    open.clear();
  };
  process.on('exit', eraseAll);
  // Ctrl-C is the command's own: it cancels first.
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      eraseAll();
      // Now nobody listens any more, so that the signal does what it always does.
      process.kill(process.pid, signal);
    });
  }
  return open;
}
