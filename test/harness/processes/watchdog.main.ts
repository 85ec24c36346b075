/** The watchdog: waits until the process that started it has ended, then kills and removes what that process owned. */

import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { killGroup } from './kill-group';
import type { Owned, WatchdogMessage } from './watchdog';

const groups = new Set<number>();
const paths = new Set<string>();

function change(action: WatchdogMessage['action'], owned: Owned): void {
  if ('group' in owned) groups[action === 'own' ? 'add' : 'delete'](owned.group);
  else paths[action === 'own' ? 'add' : 'delete'](owned.path);
}

async function cleanUp(): Promise<void> {
  for (const group of groups) killGroup(group);
  // A process that is being killed may still write a file into a folder: then removing it takes several tries.
  for (const path of paths) await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const { action, owned } = JSON.parse(line) as WatchdogMessage;
  change(action, owned);
});
lines.on('close', () => {
  void cleanUp();
});
