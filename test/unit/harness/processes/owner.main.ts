/**
 * A stand-in for a harness command: owns a folder, and a child that runs the program given as arguments.
 * usage: node owner.main.js <idle limit in ms, 0 for none> <script for Node> [arguments]
 */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startStep } from '../../../harness/commands/run-step';
import { ownPath } from '../../../harness/processes/owned';
import { main, say } from '../../../harness/say';

main(async () => {
  const [limitMs, ...words] = process.argv.slice(2);
  const folder = mkdtempSync(path.join(tmpdir(), 'gradline-owner-'));
  ownPath(folder);
  say(`folder ${folder}`);
  say(`process ${process.pid}`);
  const { ok } = await startStep({ name: 'owned', words }, say, Number(limitMs)).ended;
  return ok ? 0 : 1;
});
