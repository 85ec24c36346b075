/** Makes sure that what a command started or left in a temporary folder is gone when it ends, also by Ctrl-C. */

import { spawnSync, type ChildProcess } from 'node:child_process';

const pending = new Set<() => void>();
let listening = false;

function listen(): void {
  if (listening) return;
  listening = true;
  process.on('exit', () => {
    for (const undo of [...pending].reverse()) undo();
  });
  const signals: readonly (readonly [NodeJS.Signals, number])[] = [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ];
  for (const [signal, status] of signals) process.once(signal, () => process.exit(status));
}

/**
 * Registers something to undo when the process ends, however it ends (but by SIGKILL).
 * @returns undoes it now, once
 */
export function atExit(undo: () => void): () => void {
  listen();
  const once = () => {
    if (pending.delete(once)) undo();
  };
  pending.add(once);
  return once;
}

/** Kills a process with all its children; on POSIX it must have been spawned with `detached`, as the leader of a group. */
export function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The whole group has ended already.
  }
}
