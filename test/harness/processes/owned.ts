/** Starts processes and makes temporary files that never outlive their harness command. */

import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { rmSync } from 'node:fs';
import { atExit } from './at-exit';
import { killGroup } from './kill-group';
import { tellWatchdog, type Owned } from './watchdog';

function own(owned: Owned, end: () => void): () => void {
  tellWatchdog({ action: 'own', owned });
  return atExit(() => {
    end();
    tellWatchdog({ action: 'release', owned });
  });
}

/**
 * Ends a process group with this process, however this process ends.
 * @param leader the group's leader on POSIX, the root of the process tree on Windows
 * @returns a function that ends the group now; safe to call twice
 */
export function ownGroup(leader: number): () => void {
  return own({ group: leader }, () => {
    killGroup(leader);
  });
}

/**
 * Removes a file or folder when this process ends, however it ends.
 * @returns a function that removes it now; safe to call twice
 */
export function ownPath(path: string): () => void {
  return own({ path }, () => {
    rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  });
}

/** A child that never outlives this process, nor do the processes that the child starts. */
export interface OwnedChild {
  readonly child: ChildProcess;
  /** Resolves to the exit status (1 after a signal) once all output is read; rejects where the child cannot start. */
  readonly ended: Promise<number>;
  /** Kills the child with all that it started; safe to call twice. */
  readonly stop: () => void;
}

/** Spawns a program as the leader of a process group that this process owns. */
export function spawnOwned(file: string, words: readonly string[], options: SpawnOptions): OwnedChild {
  const child = spawn(file, words, { ...options, detached: process.platform !== 'win32' });
  const stop = child.pid === undefined ? () => undefined : ownGroup(child.pid);
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    // What the child leaves running would keep its output open.
    child.on('exit', stop);
    child.on('close', (status) => {
      resolve(status ?? 1);
    });
  });
  return { child, ended, stop };
}
