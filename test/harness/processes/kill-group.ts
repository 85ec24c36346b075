/** Kills a process with all that it started. */

import { spawnSync } from 'node:child_process';

/**
 * Kills a process group at once; one that has ended is left alone.
 * @param leader on POSIX the process that leads the group (spawned with `detached`), on Windows the root of the tree
 */
export function killGroup(leader: number): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(leader), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // The whole group has ended already.
  }
}
