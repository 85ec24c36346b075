/** Makes temporary folders that are removed at the latest when the process ends, also by a signal. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A global, because each bundle has a copy of this module. */
const key = Symbol.for('gradline.scratchFolders');
const shared = globalThis as { [key]?: Set<string> };

export interface ScratchFolder {
  readonly path: string;
  /** Safe to call twice. */
  remove(): void;
}

/** Makes an empty temporary folder, which is removed at the latest when the process ends. */
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

/** @returns the set of folders that will be removed with the process */
function listen(): Set<string> {
  const open = new Set<string>();
  const eraseAll = (): void => {
    for (const folder of open) erase(folder);
    open.clear();
  };
  process.on('exit', eraseAll);
  // Ctrl-C is not among these signals: the command handles it, and cancels first.
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      eraseAll();
      // Without this listener the signal ends the process as usual.
      process.kill(process.pid, signal);
    });
  }
  return open;
}
