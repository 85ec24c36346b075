/** Notices that the process which started this one is gone, because its end does not end this process. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const pollMs = 1_000;
const shells = /^-?(sh|dash|bash|zsh)$/;

interface ProcessFacts {
  readonly parent: number;
  /** The program's file name. */
  readonly name: string;
}

/** What the system knows of a process; undefined on Windows, and where the process is gone. */
function factsOf(pid: number): ProcessFacts | undefined {
  if (process.platform === 'win32') return undefined;
  if (process.platform === 'linux') {
    try {
      // `12 (name) S 11 …`; the name may hold spaces and parentheses.
      const found = /^\d+ \((.*)\) \S (\d+) /s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
      return found ? { name: found[1], parent: Number(found[2]) } : undefined;
    } catch {
      return undefined;
    }
  }
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' });
  const found = /^\s*(\d+)\s+(.*)$/m.exec(stdout);
  return found ? { name: found[2].slice(found[2].lastIndexOf('/') + 1), parent: Number(found[1]) } : undefined;
}

/** The parent, and npm where it started this process through a shell: the shell outlives an npm that is killed. */
function starters(): number[] {
  const parent = process.ppid;
  const facts = process.env.npm_lifecycle_event === undefined ? undefined : factsOf(parent);
  const found = facts && shells.test(facts.name) ? [parent, facts.parent] : [parent];
  // Process 1 adopts the children of processes that are gone.
  return found.filter((pid) => pid > 1);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Calls back within about a second once a process that started this one is gone. Does not keep this process alive. */
export function onStarterGone(act: () => void): void {
  const parent = process.ppid;
  const watched = starters();
  const timer = setInterval(() => {
    if (process.ppid === parent && watched.every(isAlive)) return;
    clearInterval(timer);
    act();
  }, pollMs);
  timer.unref();
}
